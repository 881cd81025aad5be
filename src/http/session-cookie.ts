import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

export type SessionCookie = {
  read(c: Context): string | null
  /** @param seconds how long the browser keeps it; until it is closed when left out */
  write(c: Context, token: string, seconds?: number): void
  clear(c: Context): void
}

/**
 * A cookie that holds a session's token. `Lax`, because `Strict` would lose the session on the way back from
 * FranceConnect. On plain http (demo, tests) browsers refuse `__Host-` and `Secure`.
 */
export function sessionCookie(name: string, secure: boolean): SessionCookie {
  const prefixed = secure ? `__Host-${name}` : name
  const options = { path: '/', secure }
  return {
    read: (c) => getCookie(c, prefixed) ?? null,
    write: (c, token, seconds) =>
      setCookie(c, prefixed, token, {
        ...options,
        httpOnly: true,
        sameSite: 'Lax',
        ...(seconds === undefined ? {} : { maxAge: seconds }),
      }),
    clear: (c) => {
      deleteCookie(c, prefixed, options)
    },
  }
}
