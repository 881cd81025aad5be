import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'
import { factory } from '#src/http/factory.js'
import type { Log } from '#src/log.js'

/** Who counts requests. */
export type RequestTally = {
  begun(): void
  ended(): void
  answered(method: string, route: string, status: number, milliseconds: number): void
}

/**
 * Gives each request an id, ours whatever it brings along, and writes one line when it is answered: the route's pattern,
 * never the address.
 */
export function requestLog(log: Log, tally: RequestTally) {
  return factory.createMiddleware(async (c, next) => {
    const requestId = randomUUID()
    const started = performance.now()
    c.set('requestId', requestId)
    tally.begun()
    try {
      await next()
    } finally {
      tally.ended()
    }
    c.header('X-Request-ID', requestId)
    const { method } = c.req
    const { status } = c.res
    const route = routeOf(c)
    const milliseconds = performance.now() - started
    tally.answered(method, route, status, milliseconds)
    log.info('request', { requestId, method, route, status, milliseconds: Math.round(milliseconds) })
  })
}

/** The pattern of the route that answered, or `none`. */
export function routeOf(c: Context): string {
  // Middlewares answer to any method; the route itself to one.
  return matchedRoutes(c).findLast(({ method }) => method !== 'ALL')?.path ?? 'none'
}
