import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Pressure } from '#src/http/pressure.js'
import type { RequestTally } from '#src/http/request-log.js'
import type { SharedPages } from '#src/http/shared-pages.js'
import type { Log } from '#src/log.js'

/** What is said to who is sent away, made ready before it is needed. */
export type BusyPage = { headers: Record<string, string>; bytes: Buffer }

type Options = {
  pages: SharedPages
  pressure: Pressure
  log: Log
  tally: Pick<RequestTally, 'answered'>
}

// Asked by machines that would take the process away.
const ALWAYS = /^\/(healthz|readyz|metrics)$/
const OUR_COOKIE = /(^|; )(__Host-)?qf(-agent)?=/
// Ways back from a sign-in that somebody has just gone through.
const UNDER_WAY = /^\/(agent\/)?(callback|logout-callback)\b/
const COMES_AGAIN_SECONDS = { least: 5, most: 20 }
const TELLS_EVERY_MILLISECONDS = 10_000

/**
 * What happens before the application: a shared page is answered, and while there is more to do than can be done, who
 * only begins is sent away at once with a page that says when to come again; who is under way goes on.
 * https://sre.google/sre-book/handling-overload/
 */
export function createFront({ pages, pressure, log, tally }: Options, busyPage: BusyPage) {
  let toldAt = Number.NEGATIVE_INFINITY
  const sendAway = (request: IncomingMessage, response: ServerResponse) => {
    const { least, most } = COMES_AGAIN_SECONDS
    // Not all at the same moment.
    const seconds = least + Math.floor(Math.random() * (most - least + 1))
    const headers = { ...busyPage.headers, 'retry-after': String(seconds), 'x-request-id': randomUUID() }
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    response.writeHead(503, isRead ? headers : { ...headers, connection: 'close' }).end(busyPage.bytes)
    tally.answered(request.method ?? '', 'none', 503, 0)
    if (performance.now() - toldAt < TELLS_EVERY_MILLISECONDS) return
    toldAt = performance.now()
    log.warn('sent away', { errorCode: 'TOO_MUCH_TO_DO' })
  }
  return (listener: RequestListener): RequestListener =>
    (request, response) => {
      if (pages.answer(request, response)) return
      const { url = '', headers } = request
      const [path = ''] = url.split('?')
      const isUnderWay = OUR_COOKIE.test(headers.cookie ?? '') || UNDER_WAY.test(path)
      if (!ALWAYS.test(path) && pressure.isTooHigh(isUnderWay ? 'underWay' : 'beginning'))
        return sendAway(request, response)
      return listener(request, response)
    }
}
