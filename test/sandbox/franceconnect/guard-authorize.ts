import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Middleware } from '../oidc/middleware.js'
import { readForm } from '../oidc/read-form.js'
import { showError } from '../oidc/show-page.js'
import { checkAuthorize } from './check-authorize.js'

/** Refuses what FranceConnect refuses in front of its library, then any fault that a test has asked for. */
export function guardAuthorize(provider: Provider, takeFault: () => string | undefined): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/authorize') return next()
    const query = ctx.method === 'POST' ? await readForm(ctx.req) : new URLSearchParams(ctx.querystring)
    const fault = checkAuthorize(query)
    if (fault && 'page' in fault) return showError(ctx, fault.page, fault.reason)
    if (await mayReturnTo(provider, query)) {
      const error = fault?.redirect ?? takeFault()
      const answer = {
        error_description: fault?.reason ?? 'simulated',
        state: query.get('state') ?? '',
        iss: provider.issuer,
      }
      if (error) return redirectBack(ctx, query, { error, ...answer })
    }
    // Whatever was asked, FranceConnect always asks for login and consent: here the page always shows.
    query.delete('prompt')
    ctx.method = 'GET'
    ctx.querystring = query.toString()
    // The library finds where it is mounted by comparing the two.
    Object.assign(ctx.req, { originalUrl: `${new URL(provider.issuer).pathname}${ctx.url}` })
    return next()
  }
}

async function mayReturnTo(provider: Provider, query: URLSearchParams): Promise<boolean> {
  const client = await provider.Client.find(query.get('client_id') ?? '')
  return client?.redirectUriAllowed(query.get('redirect_uri') ?? '') ?? false
}

function redirectBack(ctx: KoaContextWithOIDC, query: URLSearchParams, answer: Record<string, string>): void {
  const url = new URL(query.get('redirect_uri') ?? '')
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  ctx.redirect(url.href)
  ctx.status = 303
}
