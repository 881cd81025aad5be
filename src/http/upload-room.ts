import { HTTPException } from 'hono/http-exception'
import { factory } from '#src/http/factory.js'

// A body is held three times over while it is taken apart: about 400 MB at the worst.
const BYTES_AT_ONCE = 128 * 1024 * 1024

/** Lets in forms with files as far as there is room in memory; who finds none is asked to come again in a minute. */
export function createUploadRoom(bytesAtOnce = BYTES_AT_ONCE) {
  let taken = 0
  /** @param maxBytes what one without a declared length is counted for */
  return (maxBytes: number) =>
    factory.createMiddleware(async (c, next) => {
      const declared = Number(c.req.header('Content-Length') ?? maxBytes)
      if (taken + declared > bytesAtOnce) throw new HTTPException(503, { cause: 'fichiers en nombre' })
      taken += declared
      try {
        await next()
      } finally {
        taken -= declared
      }
    })
}
