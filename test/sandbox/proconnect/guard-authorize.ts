import type { Middleware } from '../oidc/middleware.js'
import { showError } from '../oidc/show-page.js'

const REQUIRED = ['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce']

/** ProConnect wants `state` and `nonce`; parameters it does not know are dropped. */
export const guardAuthorize: Middleware = async (ctx, next) => {
  if (ctx.path !== '/authorize' || ctx.method !== 'GET') return next()
  const missing = REQUIRED.find((name) => !ctx.query[name])
  if (missing) return showError(ctx, 'Y000400', `${missing} should not be empty`)
  return next()
}
