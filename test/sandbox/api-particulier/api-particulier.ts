import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { Introspection } from '../franceconnect/franceconnect.js'
import type { Answer } from './answer.js'
import { PLAIN_JSON } from './answer.js'
import type { Numbering } from './errors.js'
import { pings } from './pings.js'
import { answerQuotientFamilial } from './quotient-familial.js'
import { createRateLimit } from './rate-limit.js'
import { createRecipientLock } from './recipient-lock.js'
import type { RecordedRequest, ScriptedAnswer } from './script.js'

export const API_PARTICULIER_PATH = '/api-particulier'
const SLOW_MILLISECONDS = 3000

/** What a test may ask of the simulated API Particulier. */
export type ApiParticulierControls = {
  /** Every request received since the start or `reset`, oldest first; never a token. */
  readonly requests: RecordedRequest[]
  /** Answers for the next calls of the quotient familial, before any check; then the normal ones again. */
  script(...answers: ScriptedAnswer[]): void
  /** How long the slow answer takes; 3 seconds at first. */
  slowAnswersTake(milliseconds: number): void
  /** Numbers of the error codes; `current` at first. */
  useNumbering(numbering: Numbering): void
  /** Forgets requests, script, locks and settings. */
  reset(): void
}

type Env = { Bindings: HttpBindings }
type Options = { url: string; introspect(token: string): Promise<Introspection | null>; now(): Date }

/**
 * API Particulier, quotient familial by FranceConnect, simulated with its faults.
 * https://particulier.api.gouv.fr/developpeurs/openapi
 */
export function createApiParticulier({ url, introspect, now }: Options) {
  const requests: RecordedRequest[] = []
  const scripted: ScriptedAnswer[] = []
  const lock = createRecipientLock()
  const rateLimit = createRateLimit()
  let slowness = SLOW_MILLISECONDS
  let numbering: Numbering = 'current'
  const dependencies = {
    introspect,
    lock,
    rateLimit,
    now,
    numbering: () => numbering,
    wait: () => sleep(slowness),
  }

  const app = new Hono<Env>()
  app.use(async (c, next) => {
    const request = record(c)
    requests.push(request)
    await next()
    const sent = request.requestId?.replace(/[^\w-]/g, '').slice(0, 255)
    c.res.headers.set('X-Request-ID', sent || randomUUID())
    Object.assign(request, { endedAt: performance.now(), status: c.res.status })
  })
  app.route('/', pings(url, now))
  app.get('/:version{v[0-9]+}/dss/quotient_familial/france_connect', async (c) => {
    const instead = scripted.shift()
    if (instead) return serveScripted(c, instead)
    const answer = await answerQuotientFamilial(
      {
        version: c.req.param('version'),
        query: new URL(c.req.url).searchParams,
        authorization: c.req.header('Authorization') ?? null,
        requestId: c.req.header('X-Request-Id') ?? null,
      },
      dependencies,
    )
    return serve(answer)
  })
  app.notFound((c) => c.json({}, 404))

  const controls: ApiParticulierControls = {
    requests,
    script: (...answers) => {
      scripted.push(...answers)
    },
    slowAnswersTake: (milliseconds) => {
      slowness = milliseconds
    },
    useNumbering: (wanted) => {
      numbering = wanted
    },
    reset: () => {
      requests.length = 0
      scripted.length = 0
      lock.reset()
      rateLimit.reset()
      slowness = SLOW_MILLISECONDS
      numbering = 'current'
    },
  }
  return { app, controls }
}

function record(c: Context<Env>): RecordedRequest {
  const { pathname, searchParams } = new URL(c.req.url)
  return {
    method: c.req.method,
    path: pathname.replace(API_PARTICULIER_PATH, ''),
    query: Object.fromEntries(searchParams),
    bearer: c.req.header('Authorization')?.startsWith('Bearer ') ?? false,
    requestId: c.req.header('X-Request-Id') ?? null,
    userAgent: c.req.header('User-Agent') ?? null,
    startedAt: performance.now(),
    endedAt: null,
    status: null,
  }
}

function serve({ status, body, contentType, headers }: Answer): Response {
  return new Response(body, { status, headers: { ...headers, 'Content-Type': contentType } })
}

async function serveScripted(c: Context<Env>, answer: ScriptedAnswer): Promise<Response> {
  if (answer.delayMs) await sleep(answer.delayMs)
  if ('disconnect' in answer) {
    c.env.incoming.socket.destroy()
    return c.body(null)
  }
  const body = answer.raw ?? (answer.body === undefined ? '' : JSON.stringify(answer.body))
  return new Response(body, {
    status: answer.status,
    headers: { 'Content-Type': PLAIN_JSON, ...answer.headers },
  })
}
