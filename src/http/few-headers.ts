import { factory } from '#src/http/factory.js'
import { incomingOf } from '#src/http/incoming.js'

// Browsers and the proxies on the way send about thirty.
const HEADERS_AT_MOST = 100

/**
 * Refuses a request of very many headers, as Node does one of very long ones: 431 and nothing else. Beyond a thousand
 * Node leaves out the last ones unseen, and what a proxy adds at the end would be among them.
 */
export const fewHeaders = factory.createMiddleware(async (c, next) => {
  const lines = incomingOf(c)?.rawHeaders.length ?? 0
  return lines > 2 * HEADERS_AT_MOST ? c.body(null, 431, { Connection: 'close' }) : next()
})
