import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.js'
import type { Disk, MachineCommand, MachineOrder, MachineReport } from './postgres-machine.js'

/** A PostgreSQL that writes to the disk as in production, with a supervisor, on a machine that breaks as told. */
export type BreakablePostgres = {
  /** Of a superuser. */
  url: string
  /** Where a table space lies on the small disk; null where this machine lets nobody mount one. */
  smallTables: string | null
  /** Stops it like `pg_ctl stop -m`; it is up again some time after. @returns when it takes connections */
  restart(mode: 'fast' | 'immediate', downForMilliseconds: number): Promise<void>
  /** As the system does when memory is short: the server throws everybody out and recovers. @returns when it has */
  killBackend(pid: number): Promise<void>
  /** Fills the disk of its tables, or of its log, to the last byte. */
  fill(disk: Disk): Promise<void>
  /** Gives the room back. */
  free(disk: Disk): Promise<void>
  /** How often it went down. */
  downs(): number
  /** Ends when it takes connections the next time, or does now. */
  isUp(): Promise<void>
  close(): Promise<void>
}

const MODES = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const
const MACHINE = fileURLToPath(new URL('./postgres-machine.ts', import.meta.url))

export async function startBreakablePostgres(): Promise<BreakablePostgres> {
  const mounts = mayMount()
  const folder = mkdtempSync(join(tmpdir(), 'collecte-qf-breakable-'))
  const port = await freePort()
  const order: MachineOrder = { folder, port, mounts }
  const inside = mounts ? [...unshare(), process.execPath] : [process.execPath]
  const [command = process.execPath, ...args] = [...inside, '--import', 'tsx', MACHINE, JSON.stringify(order)]
  const machine = spawn(command, args, {
    env: { ...process.env, MACHINE_UID: String(process.getuid?.() ?? 0) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let isUp = false
  let downs = 0
  let password = ''
  let waiting: (() => void)[] = []
  machine.on('message', (report: MachineReport) => {
    if (report.is === 'ready') password = report.password
    if (report.is === 'down') {
      isUp = false
      downs++
    }
    if (report.is !== 'up') return
    isUp = true
    for (const go of waiting) go()
    waiting = []
  })
  const nextUp = () => new Promise<void>((resolve) => waiting.push(resolve))
  const tell = async (what: MachineCommand) => {
    const done = reported(machine, 'done')
    machine.send(what)
    await done
  }
  await Promise.race([nextUp(), broken(machine)])
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    smallTables: mounts ? join(folder, 'tables', 'postgres') : null,
    async restart(mode, downForMilliseconds) {
      const up = nextUp()
      await tell({ do: 'stop', signal: MODES[mode], stay: downForMilliseconds })
      await up
    },
    async killBackend(pid) {
      const up = nextUp()
      await tell({ do: 'kill backend', pid })
      await up
    },
    fill: (disk) => tell({ do: 'fill', disk }),
    free: (disk) => tell({ do: 'free', disk }),
    downs: () => downs,
    isUp: () => (isUp ? Promise.resolve() : nextUp()),
    async close() {
      const ended = once(machine, 'exit')
      machine.disconnect()
      await ended
    },
  }
}

/** Into a name space in which one may mount: as root one's own, else one in which one is root. */
function unshare(): string[] {
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  return ['unshare', ...asRoot, '--mount', '--propagation', 'private']
}

function mayMount(): boolean {
  const [command = '', ...args] = unshare()
  const folder = mkdtempSync(join(tmpdir(), 'collecte-qf-mount-'))
  try {
    const inner = process.getuid?.() === 0 ? '' : ' && unshare --user --map-user=1000 --map-group=1000 true'
    execFileSync(command, [...args, 'sh', '-c', `mount -t tmpfs -o size=1m tmpfs '${folder}'${inner}`], {
      stdio: 'pipe',
    })
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function reported(machine: ChildProcess, what: MachineReport['is']): Promise<void> {
  return new Promise((resolve) => {
    const listen = (report: MachineReport) => {
      if (report.is !== what) return
      machine.off('message', listen)
      resolve()
    }
    machine.on('message', listen)
  })
}

async function broken(machine: ChildProcess): Promise<never> {
  let why = ''
  machine.on('message', (report: MachineReport) => {
    if (report.is === 'broken') why = report.why
  })
  await once(machine, 'exit')
  throw new Error(`The machine of PostgreSQL did not start: ${why}`)
}
