import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { createApp } from '#src/app.js'
import type { Config } from '#src/config.js'
import { deliveryHandlers } from '#src/delivery/handlers.js'
import { startWorker, type WorkerPace } from '#src/jobs/worker.js'
import { acceptKeysOnceReached } from '#src/keys/accept-keys.js'
import { onboardingHandlers } from '#src/onboarding/handlers.js'
import { createServices, type Overrides, type Services } from '#src/services.js'
import { workHourly } from '#src/work-hourly.js'
import { workNightly } from '#src/work-nightly.js'

/** What a process does: answer requests, work through the queue, or both; `watch` for outages, as pages tell of them. */
export type Roles = { web: boolean; worker: boolean; watch?: boolean; pace?: WorkerPace }
/** `port` is null when nothing listens. */
export type Running = { port: number | null; services: Services; close(): Promise<void> }

const BOTH: Roles = { web: true, worker: true }
// Hosts commonly wait for ten seconds before they end a process.
const STOPS_AFTER_MILLISECONDS = 8_000

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
  { web, worker, watch = web, pace }: Roles = BOTH,
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
    const { server, port } = await listen(createApp(services).fetch, services.config.listen)
    parts.push(() => stopListening(server))
    return { port, services, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Fetch = Parameters<typeof serve>[0]['fetch']

function listen(
  fetch: Fetch,
  { host, port }: Config['listen'],
): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, (info: AddressInfo) =>
      resolve({ server, port: info.port }),
    )
    server.on('error', reject)
  })
}

/** Waits for the requests in hand, but not for who sends nothing more. */
function stopListening(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => 'closeAllConnections' in server && server.closeAllConnections(),
      STOPS_AFTER_MILLISECONDS,
    )
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
