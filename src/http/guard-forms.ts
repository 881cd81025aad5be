import { bodyLimit } from 'hono/body-limit'
import { every } from 'hono/combine'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { factory } from '#src/http/factory.js'

const FORM = 'application/x-www-form-urlencoded'
const MAX_BYTES = 64 * 1024
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Lets in only small forms sent from our own pages: 413, 415 or 403 otherwise. */
export function guardForms({
  origin,
  isRouted,
}: {
  origin: string
  isRouted: (method: string, path: string) => boolean
}) {
  const onlyForms = factory.createMiddleware(async (c, next) => {
    const contentType = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
    // A button alone may post nothing at all.
    const isEmpty =
      !contentType && (c.req.header('Content-Length') ?? '0') === '0' && !c.req.header('Transfer-Encoding')
    if (contentType !== FORM && !isEmpty) throw new HTTPException(415)
    await next()
  })
  const tooLong = () => {
    throw new HTTPException(413)
  }
  const guards = every(onlyForms, bodyLimit({ maxSize: MAX_BYTES, onError: tooLong }), csrf({ origin }))
  return factory.createMiddleware((c, next) => {
    const concerned = !SAFE_METHODS.includes(c.req.method) && isRouted(c.req.method, c.req.path)
    return concerned ? guards(c, next) : next()
  })
}
