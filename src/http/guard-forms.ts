import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { every } from 'hono/combine'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { factory } from '#src/http/factory.js'
import { createUploadRoom } from '#src/http/upload-room.js'

const FORM = { type: 'application/x-www-form-urlencoded', maxBytes: 64 * 1024 }
const FILES = 'multipart/form-data'
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Lets in only small forms sent from our own pages, and files where one is asked for: 413, 415 or 403 otherwise. */
export function guardForms({
  origin,
  isRouted,
  filesOf,
}: {
  origin: string
  isRouted: (method: string, path: string) => boolean
  /** How many bytes a form with files may have at this address; null where none is asked for. */
  filesOf: (path: string) => number | null
}) {
  const guard = (type: string, maxBytes: number, cause?: string) =>
    every(
      only(type),
      bodyLimit({
        maxSize: maxBytes,
        onError: () => {
          throw new HTTPException(413, { cause })
        },
      }),
      csrf({ origin }),
    )
  const forms = guard(FORM.type, FORM.maxBytes)
  const room = createUploadRoom()
  return factory.createMiddleware((c, next) => {
    if (SAFE_METHODS.includes(c.req.method) || !isRouted(c.req.method, c.req.path)) return next()
    const maxBytes = typeOf(c) === FILES ? filesOf(c.req.path) : null
    return maxBytes === null
      ? forms(c, next)
      : every(guard(FILES, maxBytes, 'fichiers'), room(maxBytes), readable)(c, next)
  })
}

/** A body that is no form is what was asked wrongly, not a fault of ours. */
const readable = factory.createMiddleware(async (c, next) => {
  const isForm = await c.req.formData().then(
    () => true,
    () => false,
  )
  if (!isForm) throw new HTTPException(400)
  await next()
})

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
