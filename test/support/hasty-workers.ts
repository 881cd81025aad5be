import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import type { Haste } from './hasty-worker.js'
import type { TestService } from './service.js'

/** Workers in processes of their own, to be killed. */
export type HastyWorkers = {
  /** When one was killed, in milliseconds. */
  killedAt: number[]
  /** All they said on stderr. */
  complaints: string[]
  start(): Promise<void>
  killOne(): Promise<void>
  /** Kills them all. */
  dismiss(): void
}

/**
 * @param queues of which what a process held when it was killed is free again after 10 seconds, not after 10 minutes
 */
export async function hastyWorkers(
  { service, queues }: { service: TestService; queues: string[] },
  haste: Omit<Haste, 'mailAuthority'>,
): Promise<HastyWorkers> {
  const { config } = service.database
  if (!('url' in config)) throw new Error('No server')
  const owner = postgres(config.url, { max: 1 })
  await owner`update pgboss.queue set expire_seconds = 10, retry_delay = 1 where name = any(${queues})`
  await owner.end()
  const workers = new Set<ChildProcess>()
  const killedAt: number[] = []
  const complaints: string[] = []
  return {
    killedAt,
    complaints,
    async start() {
      const all: Haste = { ...haste, mailAuthority: service.sandbox.mailboxAuthority }
      const worker = fork(
        fileURLToPath(new URL('./hasty-worker.ts', import.meta.url)),
        [JSON.stringify(all)],
        {
          env: { ...process.env, ...service.environment },
          execArgv: ['--import', 'tsx'],
          stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        },
      )
      workers.add(worker)
      worker.stderr?.on('data', (chunk) => complaints.push(String(chunk)))
      worker.once('exit', () => workers.delete(worker))
      await once(worker, 'message')
    },
    async killOne() {
      const [worker] = workers
      if (!worker) throw new Error('Nobody works')
      killedAt.push(Date.now())
      worker.kill('SIGKILL')
      await once(worker, 'exit')
    },
    dismiss() {
      for (const worker of workers) worker.kill('SIGKILL')
    },
  }
}
