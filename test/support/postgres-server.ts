import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.js'
import { type Account, giveTo, serverAccount } from './postgres-account.js'
import { type Binaries, findBinaries, versionOf } from './postgres-binaries.js'

/** `folder` is removed with everything in it when the server stops. */
export type PostgresServer = { url: string; folder: string; stop(): Promise<void> }
type Home = {
  folder: string
  data: string
  account: Account
  binaries: Binaries
  password: string
  /** Settings that this version has and others have not. */
  ofVersion: string[]
}

const SUPERUSER = 'postgres'
// Nothing here outlives the run, so nothing needs to reach the disk.
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
const LOCAL = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'timezone=UTC',
]

/**
 * Other programs than those that npm brings; settings beside ours, each as `name=value`; who is told what the server
 * logs.
 */
export type PostgresOptions = { programs?: Binaries; settings?: string[]; onLog?(text: string): void }

/** A new PostgreSQL on a free port of this machine. It stops with `stop()`, or when this process ends in any way. */
export async function startPostgres(options: PostgresOptions = {}, tries = 3): Promise<PostgresServer> {
  const home = createCluster(options.programs)
  const port = await freePort()
  const { child, ready } = launch(home, port, options)
  const keeper = keep(child, home.folder)
  try {
    await ready
    const url = `postgres://${SUPERUSER}:${home.password}@127.0.0.1:${port}/postgres`
    return { url, folder: home.folder, stop: () => stop(keeper) }
  } catch (error) {
    await stop(keeper)
    if (tries > 1 && /already in use/.test(String(error))) return startPostgres(options, tries - 1)
    throw error
  }
}

function createCluster(programs?: Binaries): Home {
  const folder = mkdtempSync(join(tmpdir(), 'collecte-qf-postgres-'))
  try {
    return initialise(folder, serverAccount(), programs)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

function initialise(folder: string, account: Account, programs?: Binaries): Home {
  const binaries = programs ?? findBinaries(account, join(folder, 'programs'))
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  const password = randomBytes(16).toString('hex')
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(passwordFile, password)
  giveTo(account, folder)
  const version = versionOf(binaries.postgres)
  // The collation of the builtin provider is the same on every system.
  const builtin = version < 17 ? [] : ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const ofVersion = version < 16 ? [] : ['scram_iterations=1']
  const access = ['--auth=password', `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`]
  const quick = ['--no-sync', ...ofVersion.map((setting) => `--set=${setting}`)]
  const flags = [`--pgdata=${data}`, ...quick, '--encoding=UTF8', ...builtin, '--locale=C', ...access]
  execFileSync(binaries.initdb, flags, { ...account, cwd: folder, stdio: 'pipe' })
  return { folder, data, account, binaries, password, ofVersion }
}

function launch(
  home: Home,
  port: number,
  { settings: others = [], onLog }: PostgresOptions,
): { child: ChildProcess; ready: Promise<void> } {
  const settings = [...FAST, ...home.ofVersion, ...LOCAL, ...others].flatMap((setting) => ['-c', setting])
  const flags = ['-D', home.data, '-p', String(port), ...settings]
  const child = spawn(home.binaries.postgres, flags, {
    ...home.account,
    cwd: home.folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ready = new Promise<void>((resolve, reject) => {
    let log = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4000)
      onLog?.(text)
      if (log.includes('ready to accept connections')) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)))
  })
  return { child, ready }
}

// Detached, so that the Ctrl-C which ends the run does not end it too.
function keep(server: ChildProcess, folder: string): ChildProcess {
  const script = fileURLToPath(new URL('stop-when-orphaned.mjs', import.meta.url))
  const args = [script, String(server.pid), folder]
  return spawn(process.execPath, args, { detached: true, cwd: tmpdir(), stdio: ['pipe', 'ignore', 'ignore'] })
}

async function stop(keeper: ChildProcess): Promise<void> {
  if (keeper.exitCode !== null) return
  const ended = once(keeper, 'exit')
  keeper.stdin?.end()
  await ended
}
