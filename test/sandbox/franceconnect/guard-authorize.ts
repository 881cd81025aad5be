import type { Provider } from 'oidc-provider'
import {
  mayRedirectBack,
  readAuthorizeRequest,
  redirectBack,
  replaceAuthorizeRequest,
} from '../oidc/authorize-request.js'
import type { Middleware } from '../oidc/middleware.js'
import { showError } from '../oidc/show-page.js'
import { checkAuthorize } from './check-authorize.js'

/** Refuses what FranceConnect refuses in front of its library, then any fault that a test has asked for. */
export function guardAuthorize(provider: Provider, takeFault: () => string | undefined): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/authorize') return next()
    const query = await readAuthorizeRequest(ctx)
    const fault = checkAuthorize(query)
    if (fault && 'page' in fault) return showError(ctx, fault.page, fault.reason)
    if (await mayRedirectBack(provider, query)) {
      const error = fault?.redirect ?? takeFault()
      const description = fault?.reason ?? 'simulated'
      if (error) return redirectBack(ctx, provider, query, { error, description })
    }
    // Whatever was asked, FranceConnect always shows its page; the library's own session is cleared, so it does.
    query.delete('prompt')
    replaceAuthorizeRequest(ctx, provider, query)
    return next()
  }
}
