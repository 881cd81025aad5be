import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { every } from 'hono/combine'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { factory } from '#src/http/factory.js'
import { readUpload, type UploadPace } from '#src/http/read-upload.js'
import { createUploadRoom } from '#src/http/upload-room.js'

const FORM = { type: 'application/x-www-form-urlencoded', maxBytes: 64 * 1024 }
const FILES = 'multipart/form-data'
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

type Options = {
  origin: string
  isRouted: (method: string, path: string) => boolean
  /** How many bytes a form with files may have at this address; null where none is asked for. */
  filesOf: (path: string) => number | null
  /** Whom a request is counted for while its files are in memory. */
  networkOf: (c: Context) => string
  pace?: UploadPace
}

/**
 * Lets in only small forms sent from our own pages, and files where some are asked for: 415, 403, 411, 413, 503 or 408
 * otherwise. Nothing is read of a form with files before there is room for it.
 */
export function guardForms({ origin, isRouted, filesOf, networkOf, pace }: Options) {
  const ofOurPages = csrf({ origin })
  const forms = every(only(FORM.type), ofOurPages, small)
  const read = readUpload(createUploadRoom(), networkOf, pace)
  return factory.createMiddleware((c, next) => {
    if (SAFE_METHODS.includes(c.req.method) || !isRouted(c.req.method, c.req.path)) return next()
    const maxBytes = typeOf(c) === FILES ? filesOf(c.req.path) : null
    return maxBytes === null ? forms(c, next) : every(ofOurPages, declaring(maxBytes), read)(c, next)
  })
}

const small = bodyLimit({
  maxSize: FORM.maxBytes,
  onError: () => {
    throw new HTTPException(413)
  },
})

/** Only what says how long it is: Node sees to it that no more comes. What comes in pieces of unknown number does not. */
function declaring(maxBytes: number) {
  return factory.createMiddleware(async (c, next) => {
    const declared = Number(c.req.header('Content-Length') ?? Number.NaN)
    if (c.req.header('Transfer-Encoding') || !Number.isSafeInteger(declared)) throw new HTTPException(411)
    if (declared > maxBytes) throw new HTTPException(413, { cause: 'fichiers' })
    await next()
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
