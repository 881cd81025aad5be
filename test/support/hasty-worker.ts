import { readConfig } from '#src/config.js'
import { createLog } from '#src/log.js'
import { createServices } from '#src/services.js'
import { startWith } from '#src/start.js'

/** For its process: when hasty time began, and how many times faster it runs than the clock on the wall. */
export type Haste = { since: number; times: number; mailAuthority: string }

/** Hasty time: at sixty times, five minutes pass in five seconds. */
export function hastyClock({ since, times }: Pick<Haste, 'since' | 'times'>): () => Date {
  return () => new Date(since + (Date.now() - since) * times)
}

// A worker as in production, in a process of its own to be killed, but for the time.
if (process.argv[2]) {
  const haste = JSON.parse(process.argv[2]) as Haste
  const now = hastyClock(haste)
  const log = createLog('warn', { write: (line) => process.stderr.write(line) })
  const services = await createServices(readConfig(process.env), {
    log,
    now,
    mailAuthority: haste.mailAuthority,
  })
  const { send } = services.jobs
  services.jobs.send = (tx, queue, data, inSeconds = 0) => send(tx, queue, data, inSeconds / haste.times)
  await startWith(services, { web: false, worker: true, pace: { pollSeconds: 0.5, maintenanceSeconds: 1 } })
  process.send?.('working')
}
