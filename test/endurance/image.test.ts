import { chmod } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { productionTree, readLock, readOurs } from '../../scripts/production-tree.js'
import { buildInFolders } from '../support/build-in-folders.js'
import { readFly, secretsForTests } from '../support/deployment.js'
import { type Files, filesBelow } from '../support/files-below.js'
import { freePort } from '../support/free-port.js'
import { type ImageProcess, runInImage } from '../support/image-process.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'
import { copyWorkingFolder } from '../support/working-folder.js'

const MINUTE = 60_000
const MEGABYTE = 1024 * 1024
const MEGABYTES_AT_MOST = 180
const PLANTED = [
  '.env',
  'data/planted',
  'src/.env',
  'src/planted.test.ts',
  'scripts/planted.ts',
  'planted.pem',
]
const NOWHERE = 'https://127.0.0.1:1'
const WORKS = '"event":"working"'

const fly = readFly()
const secrets = secretsForTests()
let image: Awaited<ReturnType<typeof buildInFolders>>
let database: TestDatabase<{ url: string }>
let files: Files
const started: ImageProcess[] = []

beforeAll(async () => {
  const context = await copyWorkingFolder(PLANTED)
  try {
    image = await buildInFolders(readOurs('Dockerfile'), readOurs('.dockerignore'), context.folder)
  } finally {
    await context.remove()
  }
  // It runs as an account to which a folder of mkdtemp is closed.
  await chmod(dirname(image.folder), 0o755)
  files = await filesBelow(image.app)
  database = await createTestDatabase('owner', { empty: true })
}, 10 * MINUTE)
afterAll(async () => {
  for (const one of started.filter(({ isOver }) => !isOver())) one.kill('SIGKILL')
  await database?.drop()
  await image?.remove()
}, MINUTE)

test('the image holds what production needs, and nothing that only develops, tests or is secret', async () => {
  expect((await filesBelow(image.folder)).size).toBe(files.size)
  const paths = [...files.keys()]
  expect(new Set(paths.map((path) => path.split('/')[0]))).toEqual(
    new Set([
      ...['package.json', 'package-lock.json', '.npmrc', 'node_modules'],
      ...['dist', 'drizzle', 'public', 'scripts'],
    ]),
  )
  const ours = paths.filter((path) => !path.startsWith('node_modules/'))
  expect(ours.filter((path) => path.startsWith('scripts/'))).toEqual(['scripts/run.mjs'])
  expect(ours.filter((path) => /\.(test\.|map$|tsx?$)|planted|\.env|sandbox/.test(path))).toEqual([])
  expect(ours).toEqual(expect.arrayContaining(['dist/src/main.js', 'dist/src/spreadsheet/csv-thread.js']))
})

test('its packages are those of the production tree, and it stays small', () => {
  const paths = [...files.keys()]
  const installed = paths.flatMap((path) => /^(node_modules\/.*)\/package\.json$/.exec(path)?.[1] ?? [])
  const shipped = productionTree(readLock())
  const missing = shipped.filter(({ path, optional }) => !optional && !installed.includes(path))
  expect(missing.map(({ path }) => path)).toEqual([])
  const { packages } = readLock()
  const unasked = installed.filter((path) => packages[path] && !shipped.some((one) => one.path === path))
  expect(unasked).toEqual([])
  const megabytes = [...files.values()].reduce((sum, { bytes }) => sum + bytes, 0) / MEGABYTE
  process.stdout.write(`The image has ${Math.round(megabytes)} MB, its base aside\n`)
  expect(megabytes).toBeLessThan(MEGABYTES_AT_MOST)
})

test('the release command makes an empty database ready, and may run again', async () => {
  for (const _ of ['first', 'second']) {
    const { ended, output } = start(fly.deploy.release_command.split(' '), {})
    const { code } = await ended
    expect([code, output()]).toEqual([0, expect.any(String)])
  }
})

test('its own command answers, says so to the health check, and ends in time', async () => {
  const PORT = String(await freePort())
  const running = start(image.command, { PORT })
  await untilReady(running, PORT)
  expect((await start(image.check, { PORT }).ended).code).toBe(0)
  const page = await fetch(`http://127.0.0.1:${PORT}/`)
  expect(page.status).toBe(200)
  const style = /href="(\/[^"]+\.css[^"]*)"/.exec(await page.text())?.[1]
  expect((await fetch(`http://127.0.0.1:${PORT}${style}`)).status).toBe(200)
  await until(() => running.output().includes(WORKS), running)
  await endInTime(running)
  expect((await start(image.check, { PORT }).ended).code).toBe(1)
})

test('each process of fly.toml does its own part, and ends in time', async () => {
  const [PORT, spare] = [String(await freePort()), String(await freePort())]
  const web = start(fly.processes.web?.split(' ') ?? [], { PORT })
  const worker = start(fly.processes.worker?.split(' ') ?? [], { PORT, WORKER_PORT: spare })
  await untilReady(web, PORT)
  await until(() => worker.output().includes(WORKS), worker)
  expect(web.output()).not.toContain(WORKS)
  await untilReady(worker, spare)
  expect((await start(image.check, { PORT: spare }).ended).code).toBe(0)
  expect((await fetch(`http://127.0.0.1:${spare}/`)).status).toBe(404)
  await Promise.all([endInTime(web), endInTime(worker)])
})

test('the operator’s commands run from it, also for who stands elsewhere', async () => {
  const { ended, output } = start(['npm', '--prefix', image.app, 'run', 'admin', '--', 'keys:list'], {})
  expect([(await ended).code, output()]).toEqual([0, expect.stringContaining('current since')])
})

test('nothing of all this was written into it', async () => {
  expect(await filesBelow(image.app)).toEqual(files)
})

/** With the environment of fly.toml, and in place of the State and the mail server what nobody reaches. */
function start(command: string[], variables: Record<string, string>): ImageProcess {
  const running = runInImage(image, command, {
    ...fly.env,
    ...secrets,
    HOST: '127.0.0.1',
    FRANCECONNECT_ISSUER: NOWHERE,
    PROCONNECT_ISSUER: NOWHERE,
    API_PARTICULIER_URL: NOWHERE,
    SMTP_URL: 'smtps://qf:password@127.0.0.1:1',
    DATABASE_URL: database.config.url,
    ...variables,
  })
  started.push(running)
  return running
}

function untilReady(running: ImageProcess, port: string): Promise<void> {
  const isReady = () => fetch(`http://127.0.0.1:${port}/readyz`).then(({ ok }) => ok)
  return until(() => isReady().catch(() => false), running)
}

async function until(holds: () => boolean | Promise<boolean>, running: ImageProcess): Promise<void> {
  while (!(await holds())) {
    if (running.isOver()) throw new Error(`It ended:\n${running.output()}`)
    await wait(100)
  }
}

async function endInTime({ kill, ended }: ImageProcess): Promise<void> {
  kill(fly.kill_signal as NodeJS.Signals)
  const late = wait(fly.kill_timeout * 1000, 'late', { ref: false })
  expect(await Promise.race([ended, late])).toEqual({ code: 0, signal: null })
}
