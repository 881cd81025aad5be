import { setTimeout as sleep } from 'node:timers/promises'
import type { Middleware } from './middleware.js'

export type Endpoint = 'token' | 'userinfo'

/** What a test may ask of a provider that fails. */
export type FaultControls = {
  /** The next sign-in comes back at once with this error, `temporarily_unavailable` for example. */
  failNextSignIn(error: string): void
  /** The next answer of this endpoint is ready at once and arrives late: a token ages on its way. */
  delayNext(endpoint: Endpoint, milliseconds: number): void
  /** The next call of this endpoint meets the page of a broken server; a code stays good. */
  failNextCall(endpoint: Endpoint, status: number): void
}

type Fault = { delay: number } | { status: number }

/** Faults asked for by a test, each of them met once, oldest first. */
export function createFaults() {
  const signIns: string[] = []
  const calls: Record<Endpoint, Fault[]> = { token: [], userinfo: [] }

  const middleware: Middleware = async (ctx, next) => {
    const fault = ['/token', '/userinfo'].includes(ctx.path)
      ? calls[ctx.path.slice(1) as Endpoint].shift()
      : undefined
    if (!fault) return next()
    if ('status' in fault) {
      ctx.status = fault.status
      ctx.type = 'html'
      ctx.body = '<!doctype html><html lang="fr"><title>Service indisponible</title></html>'
      return
    }
    await next()
    await sleep(fault.delay)
  }
  const controls: FaultControls = {
    failNextSignIn: (error) => {
      signIns.push(error)
    },
    delayNext: (endpoint, milliseconds) => {
      calls[endpoint].push({ delay: milliseconds })
    },
    failNextCall: (endpoint, status) => {
      calls[endpoint].push({ status })
    },
  }
  return {
    middleware,
    controls,
    /** The error that the next sign-in meets, if one was asked for. */
    takeSignIn: () => signIns.shift(),
    reset: () => {
      for (const planned of [signIns, calls.token, calls.userinfo]) planned.length = 0
    },
  }
}
