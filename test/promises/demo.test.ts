import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { connect } from '#src/db/connect.js'
import { demoInHubeeAlone } from '../../demo/collectivites.js'
import { PORTAL_PATH } from '../sandbox/hubee/addresses.js'
import { organisations } from '../sandbox/proconnect/organisations.js'
import { createTestDatabase } from '../support/postgres.js'
import { createVisitor, fieldOf } from '../support/visitor.js'

const dataDir = mkdtempSync(join(tmpdir(), 'collecte-qf-demo-'))
let demo: ChildProcess | undefined

afterAll(async () => {
  if (demo?.exitCode === null && demo.kill('SIGTERM')) await once(demo, 'exit')
  rmSync(dataDir, { recursive: true, force: true })
})

test('the demonstration says what to open and as whom, and holds sixty transmissions of three collectivités; what is sent to Calvi arrives at HubEE too', async () => {
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
  const said = await start(env)

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

  const portal = `http://localhost:${SANDBOX_PORT}${PORTAL_PATH}`
  expect(said).toContain(portal)
  expect((await visitor.visit(portal)).text).toContain('Statut : en cours de traitement')
  const { calvi } = organisations
  const first = await transmit(`http://localhost:${PORT}`, calvi.siret)
  await arrives(first, portal)

  await stop()
  // The database is kept, and the portal knows none of its folders any more.
  await start(env)
  expect((await visitor.visit(portal)).text).not.toContain(first)
  for (const { siret } of [calvi, demoInHubeeAlone])
    await arrives(await transmit(`http://localhost:${PORT}`, siret), portal)
  await visitor.signIn('/agent/connexion', { identity: 'lisandru' })
  const record = await visitor.visit(`/agent/collectivites/${calvi.siret}/transmissions/${first}`)
  expect(record.text).toContain('HubEE Remise le')
  await stop()
  await (await connect(config)).close()
  await drop()
})

async function start(env: NodeJS.ProcessEnv): Promise<string> {
  demo = spawn(process.execPath, ['--import', 'tsx', 'demo/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return String(await once(demo.stdout as NodeJS.ReadableStream, 'data'))
}

async function stop(): Promise<void> {
  demo?.kill('SIGTERM')
  expect(await once(demo as ChildProcess, 'exit')).toEqual([0, null])
}

/** A resident sends her quotient familial; the reference that she reads. */
async function transmit(url: string, siret: string): Promise<string> {
  const page = `/collectivites/${siret}`
  const resident = createVisitor(url)
  const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const form = { revue: fieldOf(review.html, 'revue') }
  return (await resident.visit(`${page}/envois`, { form })).text.match(/Q[2-9B-Z]{9}/)?.[0] ?? 'not sent'
}

async function arrives(reference: string, portal: string): Promise<void> {
  const shown = async () => (await (await fetch(portal)).text()).includes(`Formulaire-QF-${reference}<`)
  await vi.waitUntil(shown, { timeout: 20_000, interval: 200 })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}
