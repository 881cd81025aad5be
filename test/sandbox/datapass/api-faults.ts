import { setTimeout as sleep } from 'node:timers/promises'
import type { MiddlewareHandler } from 'hono'
import type { Definition } from './forms.js'

export type ApiCall = { method: string; path: string; query: string; status: number }
export type ApiFaults = ReturnType<typeof createApiFaults>
/** What a test may ask of the API of DataPass. */
export type ApiControls = {
  /** Every call since the start or `reset`, those for a token too; never a token. */
  readonly calls: ApiCall[]
  /** The next calls are answered this, those for a token aside; 500 once unless told otherwise. */
  failNext(times?: number, status?: number): void
  /** The token's address answers 503 until told otherwise. */
  tokenDown(yes: boolean): void
  /** How long every answer takes at least; 0 at first. */
  answersTake(milliseconds: number): void
  /** Of which definitions the owner of the client is developer; all at first. */
  developerOf(definitions: Definition[]): void
  /** Ends every token given so far. */
  expireTokens(): void
}

const EVERY: Definition[] = ['formulaire_qf', 'api_particulier']

/** What is wrong with the API, and what it was asked. */
export function createApiFaults() {
  const calls: ApiCall[] = []
  let failures = { times: 0, status: 500 }
  let tokenIsDown = false
  let milliseconds = 0
  let allowed = EVERY

  const middleware: MiddlewareHandler = async (c, next) => {
    await sleep(milliseconds)
    const isToken = c.req.path.endsWith('/oauth/token')
    const status = isToken ? tokenIsDown && 503 : takeFailure()
    // As Rails fails: a page, not JSON.
    if (status) c.res = new Response('<!doctype html><h1>Erreur</h1>', { status, headers: HTML })
    else await next()
    const { pathname, search } = new URL(c.req.url)
    calls.push({ method: c.req.method, path: pathname, query: search, status: c.res.status })
  }
  function takeFailure(): number | false {
    if (failures.times === 0) return false
    failures.times -= 1
    return failures.status
  }
  return {
    middleware,
    allowed: () => allowed,
    inForce: () => ({ failures, tokenIsDown, milliseconds }),
    controls: {
      calls,
      failNext: (times = 1, status = 500) => {
        failures = { times, status }
      },
      tokenDown: (yes) => {
        tokenIsDown = yes
      },
      answersTake: (wanted) => {
        milliseconds = wanted
      },
      developerOf: (wanted) => {
        allowed = wanted
      },
    } satisfies Omit<ApiControls, 'expireTokens'>,
    reset(): void {
      calls.length = 0
      failures = { times: 0, status: 500 }
      tokenIsDown = false
      milliseconds = 0
      allowed = EVERY
    },
  }
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8' }
