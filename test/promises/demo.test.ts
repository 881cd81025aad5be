import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { connect } from '#src/db/connect.js'
import { organisations } from '../sandbox/proconnect/organisations.js'
import { createTestDatabase } from '../support/postgres.js'
import { createVisitor } from '../support/visitor.js'

const dataDir = mkdtempSync(join(tmpdir(), 'collecte-qf-demo-'))
let demo: ChildProcess | undefined

afterAll(async () => {
  if (demo?.exitCode === null && demo.kill('SIGTERM')) await once(demo, 'exit')
  rmSync(dataDir, { recursive: true, force: true })
})

test('the demonstration says what to open and as whom, and holds sixty transmissions of three collectivités', async () => {
  const { config, drop } = await createTestDatabase('owner', { empty: true })
  const [PORT, SANDBOX_PORT] = [String(await freePort()), String(await freePort())]
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    DATABASE_URL: config.url,
    DATA_DIR: dataDir,
    PORT,
    SANDBOX_PORT,
  }
  demo = spawn(process.execPath, ['--import', 'tsx', 'demo/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = String(await once(demo.stdout as NodeJS.ReadableStream, 'data'))

  const visitor = createVisitor(`http://localhost:${PORT}`)
  let total = 0
  for (const [persona, { siret }] of [
    ['martine', organisations.fayAuxLoges],
    ['lisandru', organisations.calvi],
    ['marie-josee', organisations.saintLeu],
  ] as const) {
    expect(said).toContain(`http://localhost:${PORT}/collectivites/${siret}`)
    expect((await visitor.visit(`/collectivites/${siret}`)).text).toContain('S’identifier avec FranceConnect')
    visitor.forgetCookies()
    const desk = await visitor.signIn('/agent/connexion', { identity: persona })
    if (persona === 'martine') {
      const notice = await visitor.visit(`/agent/collectivites/${siret}/protection-des-donnees/mention`)
      expect(notice.text).toContain('dpo@centre-de-gestion.example')
    }
    total += Number(desk.text.match(/(\d+) transmissions/)?.[1])
  }
  expect(total).toBe(60)

  demo.kill('SIGTERM')
  expect(await once(demo, 'exit')).toEqual([0, null])
  await (await connect(config)).close()
  await drop()
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}
