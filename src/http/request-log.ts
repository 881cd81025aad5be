import { randomUUID } from 'node:crypto'
import { matchedRoutes } from 'hono/route'
import { factory } from '#src/http/factory.js'
import type { Log } from '#src/log.js'

/** Gives each request an id and writes one line when it is answered: the route's pattern, never the address. */
export function requestLog(log: Log) {
  return factory.createMiddleware(async (c, next) => {
    const requestId = randomUUID()
    const started = performance.now()
    c.set('requestId', requestId)
    await next()
    c.header('X-Request-ID', requestId)
    log.info('request', {
      requestId,
      method: c.req.method,
      // Middlewares answer to any method; the route itself to one.
      route: matchedRoutes(c).findLast(({ method }) => method !== 'ALL')?.path ?? 'none',
      status: c.res.status,
      milliseconds: Math.round(performance.now() - started),
    })
  })
}
