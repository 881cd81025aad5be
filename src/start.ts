import { createApp } from '#src/app.js'
import type { Config } from '#src/config.js'
import { deliveryHandlers } from '#src/delivery/handlers.js'
import { listen, type ServerLimits } from '#src/http/server.js'
import { startWorker, type WorkerPace } from '#src/jobs/worker.js'
import { acceptKeysOnceReached } from '#src/keys/accept-keys.js'
import { onboardingHandlers } from '#src/onboarding/handlers.js'
import { createServices, type Overrides, type Services } from '#src/services.js'
import { workHourly } from '#src/work-hourly.js'
import { workNightly } from '#src/work-nightly.js'

/** What a process does: answer requests, work through the queue, or both; `watch` for outages, as pages tell of them. */
export type Roles = {
  web: boolean
  worker: boolean
  watch?: boolean
  pace?: WorkerPace
  limits?: Partial<ServerLimits>
}
/** `port` is null when nothing listens. */
export type Running = { port: number | null; services: Services; close(): Promise<void> }

const BOTH: Roles = { web: true, worker: true }

/** Opens the services and starts what the process is for. */
export async function start(
  config: Config,
  overrides: Overrides = {},
  roles: Roles = BOTH,
): Promise<Running> {
  return startWith(await createServices(config, overrides), roles)
}

/**
 * The same with services that are open; `close` waits for the requests, eight seconds at most, and the jobs in hand, then
 * closes them.
 * @throws {ConfigError} when the keys are not those in use; then they are closed too
 */
export async function startWith(
  services: Services,
  { web, worker, watch = web, pace, limits }: Roles = BOTH,
): Promise<Running> {
  const parts: (() => Promise<unknown>)[] = []
  const close = async () => {
    await Promise.all(parts.map((part) => part()))
    await services.close()
  }
  try {
    await acceptKeysOnceReached(services)
    if (worker) {
      const handlers = {
        ...deliveryHandlers(services),
        ...onboardingHandlers(services),
        hourly: { atOnce: 1, handle: () => workHourly(services) },
        nightly: { atOnce: 1, handle: () => workNightly(services) },
      }
      const { close } = await startWorker(services, handlers, pace)
      parts.push(close)
    }
    if (watch) services.outages.watch()
    if (!web) return { port: null, services, close }
    const { port, stop } = await listen(createApp(services).fetch, services.config.listen, limits)
    parts.push(stop)
    return { port, services, close }
  } catch (error) {
    await close()
    throw error
  }
}
