import * as oidc from 'openid-client'
import type { OidcProviderOptions } from '#src/external/oidc-configuration.js'
import { ProviderError } from '#src/external/oidc-errors.js'

export type VerifiedTokens = {
  claims: oidc.IDToken
  idToken: string
  accessToken: string
  /** In seconds. */
  expiresIn: number | null
}

const ISSUED_WITHIN_SECONDS = 300

/** Exchanges the code with which the browser came back. @throws {ProviderError} and what the library throws */
export async function fetchTokens(
  config: oidc.Configuration,
  returned: URL,
  checks: oidc.AuthorizationCodeGrantChecks,
): Promise<VerifiedTokens> {
  const tokens = await oidc.authorizationCodeGrant(config, returned, { ...checks, idTokenExpected: true })
  const claims = tokens.claims()
  if (!claims || !tokens.id_token) throw new ProviderError('NO_ID_TOKEN')
  // The library also takes `DPoP` for an answer, which we could not use as it must be.
  if (tokens.token_type !== 'bearer') throw new ProviderError('TOKEN_TYPE_NOT_ACCEPTED')
  // By the real time, as the library compares `exp`.
  if (Math.abs(Date.now() / 1000 - claims.iat) > ISSUED_WITHIN_SECONDS)
    throw new ProviderError('ISSUED_AT_NOT_ACCEPTED')
  return {
    claims,
    idToken: tokens.id_token,
    accessToken: tokens.access_token,
    expiresIn: tokens.expires_in ?? null,
  }
}

/**
 * User info, signed and about the person of the ID token. Signed user info must say who issued it and for whom; the
 * library compares both but does not miss them. https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponse
 * @throws {ProviderError} and what the library throws
 */
export async function fetchUserInfo(
  config: oidc.Configuration,
  { accessToken, claims }: VerifiedTokens,
): Promise<oidc.UserInfoResponse> {
  const userInfo = await oidc.fetchUserInfo(config, accessToken, claims.sub)
  if (userInfo.iss === undefined || userInfo.aud === undefined)
    throw new ProviderError('USERINFO_NOT_ADDRESSED')
  return userInfo
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
