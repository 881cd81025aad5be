import * as oidc from 'openid-client'
import { type Answer, type HttpBrowser, signIn } from './http-browser.js'
import type { Sandbox } from './sandbox.js'

export const PUBLIC_URL = 'http://service.example'
const FRANCECONNECT_SCOPE = 'openid identite_pivot cnaf_quotient_familial'
const PROCONNECT_SCOPE = 'openid given_name usual_name email uid siret roles idp_id organization_label'

/** A service's side of OpenID Connect, for the sandbox's own tests: signatures are checked, algorithms pinned. */
export function discover(
  { environment }: Sandbox,
  name: 'FRANCECONNECT' | 'PROCONNECT',
): Promise<oidc.Configuration> {
  const read = (key: string) => environment[`${name}_${key}`] ?? ''
  const alg = read('SIGNING_ALG')
  return oidc.discovery(
    new URL(read('ISSUER')),
    read('CLIENT_ID'),
    { id_token_signed_response_alg: alg, userinfo_signed_response_alg: alg },
    oidc.ClientSecretPost(read('CLIENT_SECRET')),
    { execute: [oidc.enableNonRepudiationChecks, oidc.allowInsecureRequests] },
  )
}

export type Departure = { url: URL; checks: oidc.AuthorizationCodeGrantChecks }

/** The address at which a resident leaves for FranceConnect; `parameters` replace the ordinary ones, null removes one. */
export function leaveForFranceConnect(
  config: oidc.Configuration,
  parameters: Record<string, string | null> = {},
): Departure {
  const expectedState = oidc.randomState()
  const expectedNonce = oidc.randomNonce()
  const ordinary = {
    redirect_uri: `${PUBLIC_URL}/callback`,
    scope: FRANCECONNECT_SCOPE,
    state: expectedState,
    nonce: expectedNonce,
    acr_values: 'eidas1',
  }
  return {
    url: oidc.buildAuthorizationUrl(config, withoutNulls({ ...ordinary, ...parameters })),
    checks: { expectedState, expectedNonce, idTokenExpected: true },
  }
}

/** The address at which an agent leaves for ProConnect, with PKCE. */
export async function leaveForProConnect(
  config: oidc.Configuration,
  parameters: Record<string, string | null> = {},
): Promise<Departure> {
  const expectedState = oidc.randomState()
  const expectedNonce = oidc.randomNonce()
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
  const ordinary = {
    redirect_uri: `${PUBLIC_URL}/agent/callback`,
    scope: PROCONNECT_SCOPE,
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  }
  return {
    url: oidc.buildAuthorizationUrl(config, withoutNulls({ ...ordinary, ...parameters })),
    checks: { expectedState, expectedNonce, pkceCodeVerifier, idTokenExpected: true },
  }
}

/** The whole way: leaves, answers the provider's page, exchanges the code. */
export async function obtainTokens(
  config: oidc.Configuration,
  { url, checks }: Departure,
  answer: Answer,
  browser?: HttpBrowser,
): Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers> {
  return oidc.authorizationCodeGrant(config, await signIn(url, answer, browser), checks)
}

/** The bare answer about a token, refusals included. */
export function askUserInfo(config: oidc.Configuration, accessToken: string): Promise<Response> {
  return fetch(config.serverMetadata().userinfo_endpoint ?? '', {
    headers: { Authorization: `Bearer ${accessToken}` },
  })
}

/** Where the browser ends the provider's session. */
export function endSessionUrl(config: oidc.Configuration, parameters: Record<string, string>): URL {
  const url = new URL(config.serverMetadata().end_session_endpoint ?? '')
  url.search = new URLSearchParams({ state: 'the-state', ...parameters }).toString()
  return url
}

function withoutNulls(parameters: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== null),
  )
}
