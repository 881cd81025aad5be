import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { readForm } from './read-form.js'

/** The parameters of a sign-in, which may leave by GET or by POST. */
export async function readAuthorizeRequest(ctx: KoaContextWithOIDC): Promise<URLSearchParams> {
  return ctx.method === 'POST' ? readForm(ctx.req) : new URLSearchParams(ctx.querystring)
}

/** Hands the library other parameters than those that came. */
export function replaceAuthorizeRequest(
  ctx: KoaContextWithOIDC,
  provider: Provider,
  query: URLSearchParams,
): void {
  ctx.method = 'GET'
  ctx.querystring = query.toString()
  // The library finds where it is mounted by comparing the two.
  Object.assign(ctx.req, { originalUrl: `${new URL(provider.issuer).pathname}${ctx.url}` })
}

/** Whether errors may be sent to the address that the request names. */
export async function mayRedirectBack(provider: Provider, query: URLSearchParams): Promise<boolean> {
  const client = await provider.Client.find(query.get('client_id') ?? '')
  return client?.redirectUriAllowed(query.get('redirect_uri') ?? '') ?? false
}

/** Back to the service with an error that the library does not know. */
export function redirectBack(
  ctx: KoaContextWithOIDC,
  provider: Provider,
  query: URLSearchParams,
  { error, description }: { error: string; description: string },
): void {
  const url = new URL(query.get('redirect_uri') ?? '')
  url.searchParams.set('error', error)
  url.searchParams.set('error_description', description)
  url.searchParams.set('state', query.get('state') ?? '')
  url.searchParams.set('iss', provider.issuer)
  ctx.redirect(url.href)
  ctx.status = 303
}
