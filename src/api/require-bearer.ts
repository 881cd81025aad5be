import { createHash, timingSafeEqual } from 'node:crypto'
import { refuse, refuseGuess } from '#src/api/errors.js'
import { factory } from '#src/http/factory.js'
import { type GuessServices, pauseAfterGuess } from '#src/http/guesses.js'
import type { Log } from '#src/log.js'

const SCHEME = 'bearer '

/**
 * Lets in who shows the token. Anything else gets the same 401, in the same time and before anything of the request is
 * read; 429 after thirty wrong ones from one network in ten minutes. https://www.rfc-editor.org/rfc/rfc6750
 */
export function requireBearer(token: string, services: GuessServices & { log: Log }) {
  // Hashes are of one length, whatever was given.
  const hashOf = (text: string) => createHash('sha256').update(text).digest()
  const expected = hashOf(token)
  return factory.createMiddleware(async (c, next) => {
    const header = c.req.header('Authorization')
    const given = header?.toLowerCase().startsWith(SCHEME) ? header.slice(SCHEME.length).trim() : ''
    if (timingSafeEqual(hashOf(given), expected)) return next()
    services.log.warn('api call refused', { requestId: c.get('requestId'), errorCode: 'UNAUTHORIZED' })
    // Who shows none has guessed nothing: a link from anywhere could make a browser do it.
    const pause = header === undefined ? 0 : await pauseAfterGuess(c, services, 'bearer')
    if (pause > 0) return refuseGuess(c, pause)
    c.header('WWW-Authenticate', 'Bearer')
    return refuse(c, 'UNAUTHORIZED')
  })
}
