import * as oidc from 'openid-client'
import { parsePivotIdentity } from '#src/external/franceconnect/parse-pivot-identity.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import {
  endSessionUrl,
  fetchTokens,
  fetchUserInfo,
  lazyDiscovery,
  type OidcProviderOptions,
  type SignInFailure,
  toSignInFailure,
} from '#src/external/oidc-provider.js'

/** The only scopes we ask for. */
const SCOPE = 'openid identite_pivot cnaf_quotient_familial'
const ACR = 'eidas1'
/** What FranceConnect gives its access tokens, should an answer not say it. */
const DEFAULT_LIFETIME_SECONDS = 60

export type FranceConnectSignIn =
  | {
      kind: 'signed-in'
      sub: string
      identity: PivotIdentity
      accessToken: string
      expiresAt: Date
      idToken: string
    }
  | SignInFailure

/** Single-use values that bind a browser's return to its departure. */
export type SignInChecks = { state: string; nonce: string }

/**
 * FranceConnect v2 for residents. No PKCE: FranceConnect advertises it but answers 400 to any parameter outside its
 * list. https://docs.partenaires.franceconnect.gouv.fr/fs/fs-technique/
 */
export function createFranceConnect(options: OidcProviderOptions, now: () => Date = () => new Date()) {
  const discover = lazyDiscovery(options)
  return {
    newChecks: (): SignInChecks => ({ state: oidc.randomState(), nonce: oidc.randomNonce() }),

    /** Where to send the resident. @throws when FranceConnect cannot be reached */
    async authorizationUrl({ state, nonce }: SignInChecks): Promise<URL> {
      const redirect_uri = options.redirectUri.href
      return oidc.buildAuthorizationUrl(await discover(), {
        redirect_uri,
        scope: SCOPE,
        state,
        nonce,
        acr_values: ACR,
      })
    },

    /** @param query of the callback, as the browser brought it */
    async signIn(query: string, { state, nonce }: SignInChecks): Promise<FranceConnectSignIn> {
      try {
        const config = await discover()
        const tokens = await fetchTokens(config, new URL(query, options.redirectUri), {
          expectedState: state,
          expectedNonce: nonce,
        })
        const receivedAt = now()
        const { claims, accessToken, idToken } = tokens
        if (claims.acr !== ACR) return { kind: 'sign-in-failed', code: 'ACR_NOT_ACCEPTED' }
        const identity = parsePivotIdentity(await fetchUserInfo(config, tokens))
        if (!identity) return { kind: 'sign-in-failed', code: 'IDENTITY_INCOMPLETE' }
        const lifetime = (tokens.expiresIn ?? DEFAULT_LIFETIME_SECONDS) * 1000
        const expiresAt = new Date(receivedAt.getTime() + lifetime)
        return { kind: 'signed-in', sub: claims.sub, identity, accessToken, expiresAt, idToken }
      } catch (error) {
        return toSignInFailure(error)
      }
    },

    /** Where the browser ends the session of FranceConnect, to come back to `postLogoutRedirectUri`. */
    endSessionUrl: async (idToken: string, state: string): Promise<URL> =>
      endSessionUrl(await discover(), options, idToken, state),
  }
}
