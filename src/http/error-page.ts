import type { Context, ErrorHandler, Hono, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isUnavailable } from '#src/db/unavailable.js'
import type { AppEnv } from '#src/http/factory.js'
import { hasLeft } from '#src/http/incoming.js'
import { routedMethods } from '#src/http/routed-methods.js'
import { describeError, type Log } from '#src/log.js'
import { ErrorPage, errorWords, type Words } from '#templates/error.js'

const LEAVE_UNREAD = [408, 411, 413, 503]
const RETRY_AFTER_SECONDS = '60'

export type Way = { href: string; label: string }

/** The one page of errors: what happened and a way on, in the words of its status unless others say it better. */
export function errorPage(
  c: Context,
  status: ContentfulStatusCode,
  options: { reason?: string; words?: Words; ways?: Way[] } = {},
) {
  const { title, explanation } = options.words ?? errorWords(status, options.reason)
  const ways = options.ways ?? [{ href: '/', label: 'Revenir à l’accueil' }]
  c.status(status)
  if (status === 503) c.header('Retry-After', RETRY_AFTER_SECONDS)
  return c.render(ErrorPage({ status, title, explanation, ways, requestId: c.get('requestId') }), { title })
}

/** 429, and when to come again. */
export function tooManyPage(c: Context, milliseconds: number, words: Words, ways?: Way[]) {
  c.header('Retry-After', String(Math.ceil(milliseconds / 1000)))
  return errorPage(c, 429, { words, ...(ways ? { ways } : {}) })
}

/** 404, or 405 where the address exists for another method. */
export function notFoundPage(app: Hono<AppEnv>): NotFoundHandler<AppEnv> {
  return (c) => {
    const methods = routedMethods(app, c.req.path)
    if (methods.length === 0 || methods.includes(c.req.method)) return errorPage(c, 404)
    c.header('Allow', methods.join(', '))
    return errorPage(c, 405)
  }
}

/** Exceptions end here: what is known has its status, the rest is ours, logged without what it carries. */
export function exceptionPage(log: Log): ErrorHandler<AppEnv> {
  return (error, c) => {
    if (error instanceof HTTPException) {
      // The rest of a body that was not read must not be taken for the next request.
      if (LEAVE_UNREAD.includes(error.status)) c.header('Connection', 'close')
      const reason = typeof error.cause === 'string' ? { reason: error.cause } : {}
      return errorPage(c, error.status as ContentfulStatusCode, reason)
    }
    if (hasLeft(c)) return errorPage(c, 400)
    if (isUnavailable(error)) return unavailablePage(c, log, error)
    log.error('exception', { requestId: c.get('requestId'), ...describeError(error) })
    return errorPage(c, 500)
  }
}

/** Of a form nobody can say whether it was stored: the same may be sent again. */
function unavailablePage(c: Context, log: Log, error: Error) {
  log.warn('database unavailable', { requestId: c.get('requestId'), ...describeError(error) })
  // A body may stand unread.
  c.header('Connection', 'close')
  const home = { href: '/', label: 'Revenir à l’accueil' }
  if (c.req.method === 'GET') {
    const { pathname, search } = new URL(c.req.url)
    const again = isOfOurs(pathname) ? [{ href: pathname + search, label: 'Réessayer' }] : []
    return errorPage(c, 503, { reason: 'base', ways: [...again, home] })
  }
  const form = formPathOf(c.req.header('Referer'))
  const back = form ? [{ href: form, label: 'Revenir à la page précédente' }] : []
  return errorPage(c, 503, { reason: 'base, formulaire', ways: [...back, home] })
}

function formPathOf(referer = ''): string | null {
  const path = URL.canParse(referer) ? new URL(referer).pathname : ''
  return isOfOurs(path) ? path : null
}

/** A path of two slashes would lead to another host. */
function isOfOurs(path: string): boolean {
  return /^\/(?!\/)/.test(path)
}
