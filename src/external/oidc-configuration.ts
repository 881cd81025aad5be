import * as oidc from 'openid-client'
import type { Watch } from '#src/external/http-client.js'
import { codeOf, ProviderError } from '#src/external/oidc-errors.js'

export type OidcProviderOptions = {
  issuer: URL
  clientId: string
  clientSecret: string
  signingAlg: 'ES256' | 'RS256'
  redirectUri: URL
  postLogoutRedirectUri: URL
  /** Only for a simulator on plain http. */
  allowInsecure: boolean
  watch?: Watch
}

const TIMEOUT_SECONDS = 10
const KEYS_ACCEPTED = { accept: 'application/json, application/jwk-set+json' }

const NEEDED_METADATA = [
  'authorization_endpoint',
  'token_endpoint',
  'userinfo_endpoint',
  'jwks_uri',
  'end_session_endpoint',
] as const

/**
 * Reads the provider's metadata at the first need and keeps it; a failure is not kept. Each call gives a
 * configuration of its own, so each sign-in reads the signing keys: FranceConnect names them after their algorithm,
 * so a new key may come under the old name, and one kept in memory would refuse everybody until it is forgotten.
 * What the promise throws has a code.
 * @param send how requests to the provider leave
 * @param watched hears how those end whose answer was needed
 */
export function lazyDiscovery(
  options: OidcProviderOptions,
  send: oidc.CustomFetch,
  watched: (send: oidc.CustomFetch) => oidc.CustomFetch = (unwatched) => unwatched,
): () => Promise<oidc.Configuration> {
  let found: Promise<oidc.ServerMetadata> | null = null
  return async () => {
    found ??= discover(options, watched(send)).catch((error) => {
      found = null
      throw new ProviderError(codeOf(error), (error as Error).cause)
    })
    const server = await found
    return configure(server, options, watched(withKeysAhead(server, send)))
  }
}

async function discover({ issuer, clientId, allowInsecure }: OidcProviderOptions, send: oidc.CustomFetch) {
  const execute = allowInsecure ? [oidc.allowInsecureRequests] : []
  const config = await oidc.discovery(issuer, clientId, {}, oidc.None(), {
    timeout: TIMEOUT_SECONDS,
    execute,
    [oidc.customFetch]: send,
  })
  const server = config.serverMetadata()
  // What is kept must be whole: it is never asked for again.
  if (NEEDED_METADATA.some((name) => !server[name])) throw new ProviderError('METADATA_INCOMPLETE')
  // Whoever could write into it shall send neither our secret nor a browser to where nobody configured.
  const isOfIssuer = (address = '') => URL.canParse(address) && new URL(address).origin === issuer.origin
  if (!NEEDED_METADATA.every((name) => isOfIssuer(server[name])))
    throw new ProviderError('METADATA_ELSEWHERE')
  return server
}

/**
 * Asks for the signing keys as soon as for the tokens, since neither needs the other: whoever signs in waits once
 * instead of twice. The library finds them on their way when it comes to verify.
 */
function withKeysAhead(server: oidc.ServerMetadata, send: oidc.CustomFetch): oidc.CustomFetch {
  const isSame = (url: string, endpoint = '') => url === new URL(endpoint).href
  let keys: Promise<Response> | null = null
  return (url, options) => {
    if (keys && isSame(url, server.jwks_uri)) {
      const begun = keys
      keys = null
      return begun
    }
    if (isSame(url, server.token_endpoint)) {
      keys = send(String(server.jwks_uri), {
        ...options,
        method: 'GET',
        headers: KEYS_ACCEPTED,
        body: undefined,
      })
      // Without tokens nobody comes for them.
      keys.catch(() => {})
    }
    return send(url, options)
  }
}

// Both algorithms are pinned: then user info must be signed too. Signatures are verified although answers come over TLS.
function configure(
  server: oidc.ServerMetadata,
  options: OidcProviderOptions,
  send: oidc.CustomFetch,
): oidc.Configuration {
  const { clientId, clientSecret, signingAlg, allowInsecure } = options
  const client = { id_token_signed_response_alg: signingAlg, userinfo_signed_response_alg: signingAlg }
  const config = new oidc.Configuration(server, clientId, client, oidc.ClientSecretPost(clientSecret))
  config.timeout = TIMEOUT_SECONDS
  config[oidc.customFetch] = send
  oidc.enableNonRepudiationChecks(config)
  if (allowInsecure) oidc.allowInsecureRequests(config)
  return config
}
