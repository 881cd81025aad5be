import { randomUUID } from 'node:crypto'
import { routePath } from 'hono/route'
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
      route: routePath(c, -1),
      status: c.res.status,
      milliseconds: Math.round(performance.now() - started),
    })
  })
}
