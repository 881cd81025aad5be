import { randomUUID } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Env } from './serve.js'

export const API_PARTICULIER_PATH = '/api-particulier'

/** One request received; `bearer` says whether a token came, the token itself is not kept. */
export type RecordedRequest = {
  method: string
  path: string
  query: Record<string, string>
  bearer: boolean
  requestId: string | null
  userAgent: string | null
  cacheControl: string | null
  /** Milliseconds of `performance.now()`; `endedAt` is null while the answer is on its way. */
  startedAt: number
  endedAt: number | null
  /** null while the answer is on its way, and for ever when none was given. */
  status: number | null
}

/** Keeps what was received, and gives every answer its X-Request-ID. */
export function createRecord() {
  const requests: RecordedRequest[] = []
  const middleware: MiddlewareHandler<Env> = async (c, next) => {
    const request = describe(c)
    requests.push(request)
    await next()
    const sent = request.requestId?.replace(/[^\w-]/g, '').slice(0, 255)
    c.res.headers.set('X-Request-ID', sent || randomUUID())
    Object.assign(request, { endedAt: performance.now(), status: c.get('cut') ? null : c.res.status })
  }
  return {
    requests,
    middleware,
    mostCallsWithin: (milliseconds: number): number =>
      mostWithin(
        requests.filter(isCall).map(({ startedAt }) => startedAt),
        milliseconds,
      ),
    reset: (): void => {
      requests.length = 0
    },
  }
}

/** Liveness costs nothing; everything else counts for the limits. */
function isCall({ path }: RecordedRequest): boolean {
  return !path.startsWith('/api/')
}

/** @param moments oldest first */
function mostWithin(moments: number[], milliseconds: number): number {
  let oldest = 0
  return moments.reduce((most, moment, at) => {
    while ((moments[oldest] ?? moment) <= moment - milliseconds) oldest += 1
    return Math.max(most, at - oldest + 1)
  }, 0)
}

function describe(c: Context<Env>): RecordedRequest {
  const { pathname, searchParams } = new URL(c.req.url)
  return {
    method: c.req.method,
    path: pathname.replace(API_PARTICULIER_PATH, ''),
    query: Object.fromEntries(searchParams),
    bearer: c.req.header('Authorization')?.startsWith('Bearer ') ?? false,
    requestId: c.req.header('X-Request-Id') ?? null,
    userAgent: c.req.header('User-Agent') ?? null,
    cacheControl: c.req.header('Cache-Control') ?? null,
    startedAt: performance.now(),
    endedAt: null,
    status: null,
  }
}
