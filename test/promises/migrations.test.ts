import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { searchDirectory } from '#src/collectivite/directory.js'
import { connect } from '#src/db/connect.js'
import { isMigrated } from '#src/db/is-migrated.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'

const run = promisify(execFile)
let database: TestDatabase | undefined
let holder: ChildProcess | undefined

afterEach(async () => {
  holder?.kill('SIGKILL')
  await database?.drop()
})

test('three db:migrate at once on one database all end well', async () => {
  const { config, drop } = await createTestDatabase('owner', { empty: true })
  database = { config, drop }
  const migrations = [1, 2, 3].map(() => npm('db:migrate', { DATABASE_URL: config.url }))
  await expect(Promise.all(migrations)).resolves.toHaveLength(3)

  const { db, close } = await connect(config)
  expect(await isMigrated(db)).toBe(true)
  expect((await searchDirectory(db, 'fay aux loges')).results).toHaveLength(1)
  await close()
})

test('a second process on one data folder refuses, and says who holds it', async () => {
  const { config, drop } = await createTestDatabase('pglite')
  database = { config, drop }
  const first = spawn(process.execPath, ['--import', 'tsx', '-e', holdOpen(config.dataDir)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  holder = first
  await once(first.stdout, 'data')

  const second = npm('db:migrate', { DATA_DIR: config.dataDir })
  await expect(second).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`in use by process ${first.pid}`),
  })

  await stop(first, 'SIGKILL')
  await expect(npm('db:migrate', { DATA_DIR: config.dataDir })).resolves.toBeDefined()
})

function npm(script: string, env: Record<string, string>) {
  return run('npm', ['run', '--silent', script], { env: { ...process.env, ...env } })
}

function holdOpen(dataDir: string): string {
  return `const { connect } = await import('#src/db/connect.js')
    await connect({ dataDir: ${JSON.stringify(dataDir)} })
    process.stdout.write('open')
    setInterval(() => {}, 1000)`
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal)
  await once(child, 'exit')
}
