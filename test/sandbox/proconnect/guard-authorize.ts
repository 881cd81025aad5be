import type { Provider } from 'oidc-provider'
import {
  mayRedirectBack,
  readAuthorizeRequest,
  redirectBack,
  replaceAuthorizeRequest,
} from '../oidc/authorize-request.js'
import type { BrowserSessions } from '../oidc/browser-sessions.js'
import type { Middleware } from '../oidc/middleware.js'
import { showError } from '../oidc/show-page.js'
import { mayReuse } from './may-reuse.js'

const REQUIRED = ['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce']

/** ProConnect wants `state` and `nonce`; parameters it does not know are dropped. */
export function guardAuthorize(
  provider: Provider,
  sessions: BrowserSessions,
  takeFault: () => string | undefined,
): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/authorize') return next()
    const query = await readAuthorizeRequest(ctx)
    const missing = REQUIRED.find((name) => !query.get(name))
    if (missing) return showError(ctx, 'Y000400', `${missing} should not be empty`)
    if (await mayRedirectBack(provider, query)) {
      const error = takeFault()
      if (error) return redirectBack(ctx, provider, query, { error, description: 'simulated' })
    }
    // Silently: without a session that answers by itself, the library replies `login_required`.
    const session = sessions.find(ctx)
    if (query.get('prompt') === 'none' && session && mayReuse(session, Object.fromEntries(query))) {
      query.delete('prompt')
    }
    replaceAuthorizeRequest(ctx, provider, query)
    return next()
  }
}
