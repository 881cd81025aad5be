import { busyPage, createApp } from '#src/app.js'
import type { Config } from '#src/config.js'
import { deliveryHandlers } from '#src/delivery/handlers.js'
import { createFront } from '#src/http/front.js'
import { watchPressure } from '#src/http/pressure.js'
import { listen, type ServerLimits } from '#src/http/server.js'
import { startWorker, type WorkerPace } from '#src/jobs/worker.js'
import { acceptKeysOnceReached } from '#src/keys/accept-keys.js'
import { describeError } from '#src/log.js'
import { onboardingHandlers } from '#src/onboarding/handlers.js'
import { createServices, type Overrides, type Services } from '#src/services.js'
import { workHourly } from '#src/work-hourly.js'
import { workNightly } from '#src/work-nightly.js'
import { createWorkerApp } from '#src/worker-app.js'

/**
 * What a process does: answer requests, work through the queue, or both; `watch` for outages, as pages tell of them. The
 * `front` keeps the pages of collectivités, and sends away while there is too much to do.
 */
export type Roles = {
  web: boolean
  worker: boolean
  watch?: boolean
  front?: boolean
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
  { web, worker, watch = web, front = web, pace, limits }: Roles = BOTH,
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
      const { close } = await startWorker(services, handlers, pace, (queue, outcome) =>
        services.metrics.count('qf_jobs_total', { queue, outcome }),
      )
      parts.push(close)
    }
    if (watch) services.outages.watch()
    if (!web && !worker) return { port: null, services, close }
    const server = web ? await serve(services, front, limits) : await serveWorker(services, limits)
    if (server) parts.push(server.stop)
    return { port: server?.port ?? null, services, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function serve(services: Services, hasFront: boolean, limits?: Partial<ServerLimits>) {
  const { config } = services
  const front = hasFront ? await openFront(services) : null
  const { port, stop } = await listen(createApp(services).fetch, config.listen, limits, front?.before)
  return {
    port,
    async stop() {
      front?.close()
      await stop()
    },
  }
}

async function openFront(services: Services) {
  const { sharedPages: pages, database, log, metrics } = services
  const hearing = { told: pages.changed, heard: pages.heard }
  const listener = database.listen?.('collectivite_changed', hearing)
  const pressure = watchPressure(() => database.waiting?.() ?? 0)
  return {
    before: createFront({ pages, pressure, log, tally: metrics.requests }, await busyPage(services)),
    close() {
      listener?.close()
      pressure.close()
    },
  }
}

/** Health and figures, on a port of its own; where that is taken it works all the same. */
async function serveWorker(services: Services, limits?: Partial<ServerLimits>) {
  const { config, log } = services
  if (!config.workerListens) return null
  try {
    return await listen(createWorkerApp(services).fetch, config.workerListens, limits)
  } catch (error) {
    log.warn('worker does not listen', describeError(error))
    return null
  }
}
