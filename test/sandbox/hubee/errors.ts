import type { Context, MiddlewareHandler } from 'hono'
import type { Tokens } from '../client-credentials.js'

type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 500

/** The one form of errors, whatever happened; there is no 409. */
export function refuse(c: Context, status: ErrorStatus, message: string, code: number = status): Response {
  return c.json({ errors: [{ code, message }] }, status)
}

export function invalid(c: Context, detail: string): Response {
  const { pathname } = new URL(c.req.url)
  const path = pathname.replace(/^\/hubee/, '')
  return refuse(
    c,
    400,
    `Bad Request : Validation failed.\n[ERROR][REQUEST][${c.req.method} ${path} @body] ${detail}`,
  )
}

/** Lets only a token through that is known, lives, and has one of the scopes. */
export function demands(tokens: Tokens, ...scopes: string[]): MiddlewareHandler {
  return async (c, next) => {
    const given = tokens.scopesOf(c)
    if (given === 'unknown') return refuse(c, 401, 'Invalid Credentials', 900902)
    if (given === 'expired') return refuse(c, 401, 'Invalid Credentials', 900901)
    if (!given.some((scope) => scopes.includes(scope))) return refuse(c, 403, 'Unauthorized user')
    return next()
  }
}
