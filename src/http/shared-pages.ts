import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { factory } from '#src/http/factory.js'
import { incomingOf } from '#src/http/incoming.js'
import { isVisit } from '#src/http/only-visits.js'
import { type RequestTally, routeOf } from '#src/http/request-log.js'
import type { Log } from '#src/log.js'

/** A page that is the same for everybody who has no session here. */
export type Shared = {
  /** Of the collectivité whose change changes the page; null for one that only a release changes. */
  siret: string | null
  /** What showing it counts. */
  onShown?(): void
}
export type SharedPages = ReturnType<typeof createSharedPages>

type Options = { log: Log; tally: Pick<RequestTally, 'answered'>; isWell(): boolean }
/** As it leaves: names and values of headers in turn; a body of one character for each byte. */
type Kept = { headers: string[]; body: string; route: string; shared: Shared; log: Log }

/** What only a release changes. */
export const sameForAll = factory.createMiddleware((c, next) => {
  c.set('shared', { siret: null })
  return next()
})

const PAGES_AT_MOST = 500
const HEADERS_AT_MOST = 60
const ADDRESS_AT_MOST = 200

/**
 * Pages that routes call shared (`c.set('shared', …)`), kept as the bytes that leave. They are answered before the
 * application, to whom its middlewares would let in without a word: a visit by GET, without a query, a body or a cookie.
 * Anything else goes the whole way.
 * @param isWell false while pages have something to tell that passes: nothing is kept or answered then
 */
export function createSharedPages({ log, tally, isWell }: Options) {
  const kept = new Map<string, Kept>()
  let changes = 0
  let isHeard = false

  const forget = (isOver: (shared: Shared) => boolean) => {
    changes++
    for (const [key, { shared }] of kept) if (isOver(shared)) kept.delete(key)
  }

  return {
    /** What residents read of a collectivité has changed. */
    changed: (siret: string) => forget((shared) => shared.siret === siret),

    /** Whether changes are heard of; pages of collectivités are kept only meanwhile. */
    heard(isHeardNow: boolean): void {
      isHeard = isHeardNow
      if (!isHeard) forget(({ siret }) => siret !== null)
    },

    /** Keeps what the application answers, as it leaves. The first of all middlewares. */
    keep: factory.createMiddleware(async (c, next) => {
      const incoming = incomingOf(c)
      if (!incoming || !isWell() || !isPlain(incoming)) return next()
      const before = changes
      await next()
      const shared = c.get('shared')
      const isKnown = shared?.siret === null || isHeard
      if (!shared || !isKnown || changes !== before || !isWell()) return
      if (c.res.status !== 200 || c.res.headers.has('Set-Cookie')) return
      const bytes = Buffer.from(await c.res.clone().arrayBuffer())
      const { 'x-request-id': _, ...headers } = Object.fromEntries(c.res.headers)
      headers['content-length'] = String(bytes.length)
      const [oldest] = kept.keys()
      if (kept.size >= PAGES_AT_MOST && oldest !== undefined) kept.delete(oldest)
      const route = routeOf(c)
      // A string leaves in one piece with its headers, bytes in a second one, which costs a third more.
      const body = bytes.toString('latin1')
      const said = log.about({ method: 'GET', route, status: 200, milliseconds: 0 })
      kept.set(keyOf(incoming), { headers: Object.entries(headers).flat(), body, route, shared, log: said })
    }),

    /** @returns whether the request was answered */
    answer(request: IncomingMessage, response: ServerResponse): boolean {
      if (!isPlain(request)) return false
      const page = kept.get(keyOf(request))
      if (!page || !isWell()) return false
      const requestId = randomUUID()
      response.writeHead(200, ['x-request-id', requestId, ...page.headers]).end(page.body, 'latin1')
      page.shared.onShown?.()
      tally.answered('GET', page.route, 200, 0)
      page.log.info('request', { requestId })
      return true
    },
  }
}

function keyOf({ url, headers }: IncomingMessage): string {
  return `${url} ${headers['accept-encoding'] ?? ''}`
}

function isPlain({ method, url = '', headers, rawHeaders }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    url.startsWith('/') &&
    url.length <= ADDRESS_AT_MOST &&
    !url.includes('?') &&
    headers.cookie === undefined &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined &&
    rawHeaders.length <= 2 * HEADERS_AT_MOST &&
    (headers['x-forwarded-proto'] ?? 'https') === 'https' &&
    isVisit((name) => headers[name] as string | undefined)
  )
}
