import type { Provider } from 'oidc-provider'
import type { Middleware } from './middleware.js'

/** Clears the library's session before each sign-in, as the real ones do: `BrowserSessions` says who is signed in. */
export function freshSignIn(provider: Provider): Middleware {
  const session = provider.cookieName('session')
  return async (ctx, next) => {
    if (ctx.path === '/authorize') {
      const kept = (ctx.req.headers.cookie ?? '').split(/; */).filter((cookie) => !cookie.startsWith(session))
      ctx.req.headers.cookie = kept.join('; ')
      ctx.cookies.set(session, null, { httpOnly: true, sameSite: 'lax' })
    }
    return next()
  }
}
