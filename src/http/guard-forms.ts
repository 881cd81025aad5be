import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { every } from 'hono/combine'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { factory } from '#src/http/factory.js'

const FORM = { type: 'application/x-www-form-urlencoded', maxBytes: 64 * 1024 }
const FILE = { type: 'multipart/form-data', maxBytes: 2 * 1024 * 1024 }
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Lets in only small forms sent from our own pages, and files where one is asked for: 413, 415 or 403 otherwise. */
export function guardForms({
  origin,
  isRouted,
  takesFile,
}: {
  origin: string
  isRouted: (method: string, path: string) => boolean
  takesFile: (path: string) => boolean
}) {
  const guard = ({ type, maxBytes }: typeof FORM) =>
    every(
      only(type),
      bodyLimit({
        maxSize: maxBytes,
        onError: () => {
          throw new HTTPException(413)
        },
      }),
      csrf({ origin }),
    )
  const [forms, files] = [guard(FORM), guard(FILE)]
  return factory.createMiddleware((c, next) => {
    if (SAFE_METHODS.includes(c.req.method) || !isRouted(c.req.method, c.req.path)) return next()
    const isFile = takesFile(c.req.path) && typeOf(c) === FILE.type
    return (isFile ? files : forms)(c, next)
  })
}

function only(type: string) {
  return factory.createMiddleware(async (c, next) => {
    const given = typeOf(c)
    // A button alone may post nothing at all.
    const isEmpty =
      !given && (c.req.header('Content-Length') ?? '0') === '0' && !c.req.header('Transfer-Encoding')
    if (given !== type && !isEmpty) throw new HTTPException(415)
    await next()
  })
}

function typeOf(c: Context): string | undefined {
  return c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
}
