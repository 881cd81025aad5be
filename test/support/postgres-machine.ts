import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { serverAccount } from './postgres-account.js'
import { findBinaries } from './postgres-binaries.js'

/** For its process: where it may write, where it listens, and whether it may mount small disks of its own. */
export type MachineOrder = { folder: string; port: number; mounts: boolean }
export type Disk = 'tables' | 'wal'
/** What its operator does, and `stay` for how long a server that went down stays down. */
export type MachineCommand =
  | { do: 'stop'; signal: NodeJS.Signals; stay: number }
  | { do: 'kill backend'; pid: number }
  | { do: 'fill' | 'free'; disk: Disk }
export type MachineReport =
  | { is: 'ready'; password: string }
  | { is: 'up' | 'down' | 'done' }
  | { is: 'broken'; why: string }

// Megabytes.
const DISKS = { tables: 192, wal: 48 }
const SETTINGS = [
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'wal_level=replica',
  'min_wal_size=2MB',
  'max_wal_size=16MB',
  'wal_recycle=off',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=100',
  'timezone=UTC',
]
const RESTARTS_AFTER_MILLISECONDS = 300

// A machine of its own, with its supervisor: nobody else sees its disks, and with it they are gone.
if (process.argv[2] && process.send) {
  const order: MachineOrder = JSON.parse(process.argv[2])
  try {
    work(order)
  } catch (error) {
    report({ is: 'broken', why: String(error) })
    process.exit(1)
  }
}

function report(what: MachineReport): void {
  if (process.connected) process.send?.(what)
}

function work({ folder, port, mounts }: MachineOrder): void {
  // Inside a name space of one's own who is nobody in particular is root, which PostgreSQL refuses to be.
  const isRoot = (process.env.MACHINE_UID ?? '0') === '0'
  const account = isRoot ? serverAccount() : {}
  const before = isRoot || !mounts ? [] : ['unshare', '--user', '--map-user=1000', '--map-group=1000']
  const binaries = findBinaries(account, join(folder, 'programs'))
  const owner = account.uid === undefined ? '' : `,uid=${account.uid},gid=${account.gid}`
  const place = (disk: Disk) => join(folder, disk)
  for (const disk of ['tables', 'wal'] as const) {
    mkdirSync(place(disk), { mode: 0o700 })
    if (mounts)
      execFileSync('mount', [
        '-t',
        'tmpfs',
        '-o',
        `size=${DISKS[disk]}m,mode=0700${owner}`,
        'tmpfs',
        place(disk),
      ])
  }
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  for (const inner of ['tables', 'wal'] as const) mkdirSync(join(place(inner), 'postgres'), { mode: 0o700 })
  const password = randomBytes(16).toString('hex')
  writeFileSync(join(folder, 'password'), password)
  if (account.uid !== undefined)
    execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, folder], { stdio: 'pipe' })
  const run = (program: string, args: string[]) => {
    const [command = program, ...rest] = [...before, program, ...args]
    return { command, rest }
  }
  const init = run(binaries.initdb, [
    `--pgdata=${data}`,
    `--waldir=${join(place('wal'), 'postgres')}`,
    '--wal-segsize=1',
    '--set=scram_iterations=1',
    '--encoding=UTF8',
    '--locale=C',
    '--auth=password',
    '--username=postgres',
    `--pwfile=${join(folder, 'password')}`,
  ])
  execFileSync(init.command, init.rest, { ...account, cwd: folder, stdio: 'pipe' })

  let server: ChildProcess
  let staysDown = RESTARTS_AFTER_MILLISECONDS
  let isEnding = false
  const start = () => {
    const { command, rest } = run(binaries.postgres, [
      '-D',
      data,
      '-p',
      String(port),
      ...SETTINGS.flatMap((setting) => ['-c', setting]),
    ])
    server = spawn(command, rest, { ...account, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000)
      if (!said.includes('ready to accept connections')) return
      said = ''
      report({ is: 'up' })
    })
    server.once('exit', async () => {
      report({ is: 'down' })
      await wait(staysDown)
      staysDown = RESTARTS_AFTER_MILLISECONDS
      if (!isEnding) start()
    })
  }
  const ballast = (disk: Disk) => join(place(disk), 'ballast')
  const commands: { [Do in MachineCommand['do']]: (command: Extract<MachineCommand, { do: Do }>) => void } = {
    stop: ({ signal, stay }) => {
      staysDown = stay
      server.kill(signal)
    },
    'kill backend': ({ pid }) => process.kill(pid, 'SIGKILL'),
    fill: ({ disk }) => fill(ballast(disk)),
    free: ({ disk }) => rmSync(ballast(disk), { force: true }),
  }
  process.on('message', (command: MachineCommand) => {
    commands[command.do](command as never)
    report({ is: 'done' })
  })
  const end = async () => {
    if (isEnding) return
    isEnding = true
    server.kill('SIGQUIT')
    for (let tries = 0; tries < 100 && server.exitCode === null && server.signalCode === null; tries++)
      await wait(50)
    server.kill('SIGKILL')
    // What is mounted inside goes with this process.
    if (mounts) for (const disk of ['tables', 'wal'] as const) execFileSync('umount', ['--lazy', place(disk)])
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    process.exit()
  }
  process.once('disconnect', end)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end)
  start()
  if (!process.connected) return void end()
  report({ is: 'ready', password })
}

/** To the last page, then whoever wants to write more may not. */
function fill(path: string): void {
  const page = Buffer.alloc(4096)
  const file = openSync(path, 'w')
  try {
    for (;;) writeSync(file, page)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}
