import { every } from 'hono/combine'
import { cors } from 'hono/cors'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'
import { factory } from '#src/http/factory.js'

const DAY = 24 * 60 * 60

/**
 * For what every site may read without a key: CORS with its preflight, and an ETag.
 * @param seconds for which an answer may be kept
 */
export function openToAll(seconds: number) {
  const fresh = factory.createMiddleware(async (c, next) => {
    await next()
    if (c.res.ok) c.header('Cache-Control', `public, max-age=${seconds}`)
  })
  return every(
    cors({ allowMethods: ['GET', 'HEAD'], maxAge: DAY }),
    etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'access-control-allow-origin'] }),
    fresh,
  )
}
