import type { Provider } from 'oidc-provider'
import { Page, renderPage } from '../page.js'
import type { BrowserSessions } from './browser-sessions.js'
import type { Middleware } from './middleware.js'
import { showError, showPage } from './show-page.js'

const PARAMETERS = [
  'id_token_hint',
  'post_logout_redirect_uri',
  'state',
  'client_id',
  'logout_hint',
  'ui_locales',
]

const SIGNED_OUT = renderPage(Page({ title: 'Vous êtes déconnecté', children: null }))

/**
 * Ends the session without asking again, where the library alone would show a confirmation or need JavaScript.
 * @param strict refuse, as FranceConnect does, unknown parameters and a missing `id_token_hint`
 */
export function endSession(
  provider: Provider,
  sessions: BrowserSessions,
  { strict }: { strict: boolean },
): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/session/end') return next()
    const fault = faultOf(ctx.query)
    if (strict && fault) return showError(ctx, 'Y000400', fault)
    await next()
    if (ctx.status !== 200) return
    sessions.endOf(ctx)
    await ctx.oidc.session?.destroy()
    ctx.cookies.set(provider.cookieName('session'), null, { httpOnly: true, sameSite: 'lax' })
    const returnTo = ctx.oidc.params?.post_logout_redirect_uri
    if (typeof returnTo !== 'string') return showPage(ctx, 200, SIGNED_OUT)
    ctx.body = null
    ctx.redirect(withState(returnTo, ctx.oidc.params?.state))
    ctx.status = 303
  }
}

function faultOf(query: Record<string, unknown>): string | null {
  const unknown = Object.keys(query).find((name) => !PARAMETERS.includes(name))
  if (unknown) return `unexpected parameter ${unknown}`
  return query.id_token_hint ? null : 'id_token_hint is required'
}

function withState(address: string, state: unknown): string {
  const url = new URL(address)
  if (typeof state === 'string') url.searchParams.set('state', state)
  return url.href
}
