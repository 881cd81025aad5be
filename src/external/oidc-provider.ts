import * as oidc from 'openid-client'

export type OidcProviderOptions = {
  issuer: URL
  clientId: string
  clientSecret: string
  signingAlg: 'ES256' | 'RS256'
  redirectUri: URL
  postLogoutRedirectUri: URL
  /** Only for a simulator on plain http. */
  allowInsecure: boolean
}

/** What a browser's return from a provider can end in, when it does not end in claims. */
export type SignInFailure = { kind: 'gave-up' } | { kind: 'sign-in-failed'; code: string }

const TIMEOUT_SECONDS = 10

/**
 * Reads the provider's metadata at the first need and keeps it; a failure is not kept. Both algorithms are pinned:
 * then user info must be signed too, and signatures are verified although the answers came over TLS.
 */
export function lazyDiscovery(options: OidcProviderOptions): () => Promise<oidc.Configuration> {
  let found: Promise<oidc.Configuration> | null = null
  return () => {
    found ??= discover(options).catch((error) => {
      found = null
      throw error
    })
    return found
  }
}

/** The outcome that an exception of openid-client stands for. */
export function toSignInFailure(error: unknown): SignInFailure {
  if (error instanceof oidc.AuthorizationResponseError) {
    return error.error === 'access_denied'
      ? { kind: 'gave-up' }
      : { kind: 'sign-in-failed', code: stableCode(error.error) }
  }
  const code = (error as { code?: unknown }).code
  return { kind: 'sign-in-failed', code: typeof code === 'string' ? stableCode(code) : 'UNKNOWN' }
}

/** Where the browser ends the provider's session, to come back to `postLogoutRedirectUri` with `state`. */
export function endSessionUrl(
  config: oidc.Configuration,
  options: OidcProviderOptions,
  idToken: string,
  state: string,
): URL {
  const post_logout_redirect_uri = options.postLogoutRedirectUri.href
  return oidc.buildEndSessionUrl(config, { id_token_hint: idToken, state, post_logout_redirect_uri })
}

function discover({ issuer, clientId, clientSecret, signingAlg, allowInsecure }: OidcProviderOptions) {
  const metadata = { id_token_signed_response_alg: signingAlg, userinfo_signed_response_alg: signingAlg }
  return oidc.discovery(issuer, clientId, metadata, oidc.ClientSecretPost(clientSecret), {
    timeout: TIMEOUT_SECONDS,
    execute: [oidc.enableNonRepudiationChecks, ...(allowInsecure ? [oidc.allowInsecureRequests] : [])],
  })
}

// Error words come from outside: only what looks like a code goes into a log.
function stableCode(code: string): string {
  return /^\w{1,64}$/.test(code) ? code : 'UNKNOWN'
}
