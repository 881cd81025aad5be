import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { remindAccesses } from '#src/agent/members/remind-accesses.js'
import { warnGestionnairesBeforePurge } from '#src/agent/transmissions/warn-before-purge.js'
import { createApp } from '#src/app.js'
import type { Config } from '#src/config.js'
import { removeExpiredCounts } from '#src/limits/limiter.js'
import { describeError } from '#src/log.js'
import { createServices, type Overrides, type Services } from '#src/services.js'
import { removeForgotten } from '#src/submission/sent-transmissions.js'

export type Running = { port: number; services: Services; close(): Promise<void> }

const HOUR = 3_600_000

/** Opens the services and listens. */
export async function start(config: Config, overrides: Overrides = {}): Promise<Running> {
  return serveWith(await createServices(config, overrides))
}

/** Listens with these services; `close` waits for the requests in hand, then closes them. */
export async function serveWith(services: Services): Promise<Running> {
  const { server, port } = await listen(createApp(services).fetch, services.config.listen).catch(
    async (error) => {
      await services.close()
      throw error
    },
  )
  const cleaning = setInterval(() => workHourly(services), HOUR).unref()
  return {
    port,
    services,
    close: async () => {
      clearInterval(cleaning)
      await new Promise((resolve) => server.close(resolve))
      await services.close()
    },
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

/** What has an end of its own, and what is due; one that fails does not stop the others. */
async function workHourly(services: Services): Promise<void> {
  const { db, residentSessions, now, log } = services
  const works = {
    'sessions not cleaned': () => residentSessions.removeExpired(),
    'limits not cleaned': () => removeExpiredCounts(db, new Date()),
    'sent transmissions not cleaned': () => removeForgotten(db, now()),
    'accesses not reminded': () => remindAccesses(services),
    'purge not announced': () => warnGestionnairesBeforePurge(services),
  }
  for (const [failure, work] of Object.entries(works))
    await work().catch((error) => log.error(failure, describeError(error)))
}
