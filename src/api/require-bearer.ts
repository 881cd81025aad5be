import { createHash, timingSafeEqual } from 'node:crypto'
import { refuse } from '#src/api/errors.js'
import { factory } from '#src/http/factory.js'
import type { Log } from '#src/log.js'

const SCHEME = 'bearer '

/**
 * Lets in who shows the token. Anything else gets the same 401, in the same time and before anything of the request is
 * read. https://www.rfc-editor.org/rfc/rfc6750
 */
export function requireBearer(token: string, log: Log) {
  // Hashes are of one length, whatever was given.
  const hashOf = (text: string) => createHash('sha256').update(text).digest()
  const expected = hashOf(token)
  return factory.createMiddleware(async (c, next) => {
    const header = c.req.header('Authorization') ?? ''
    const given = header.toLowerCase().startsWith(SCHEME) ? header.slice(SCHEME.length).trim() : ''
    if (timingSafeEqual(hashOf(given), expected)) return next()
    log.warn('api call refused', { requestId: c.get('requestId'), errorCode: 'UNAUTHORIZED' })
    c.header('WWW-Authenticate', 'Bearer')
    return refuse(c, 'UNAUTHORIZED')
  })
}
