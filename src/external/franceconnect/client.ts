import * as oidc from 'openid-client'
import { parsePivotIdentity } from '#src/external/franceconnect/parse-pivot-identity.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import {
  endSessionUrl,
  lazyDiscovery,
  type OidcProviderOptions,
  type SignInFailure,
  toSignInFailure,
} from '#src/external/oidc-provider.js'

/** The only scopes we ask for. */
const SCOPE = 'openid identite_pivot cnaf_quotient_familial'
const ACR = 'eidas1'

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
        const returned = new URL(query, options.redirectUri)
        const tokens = await oidc.authorizationCodeGrant(config, returned, {
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        })
        const receivedAt = now()
        const claims = tokens.claims()
        if (!claims || !tokens.id_token) return { kind: 'sign-in-failed', code: 'NO_ID_TOKEN' }
        if (claims.acr !== ACR) return { kind: 'sign-in-failed', code: 'ACR_NOT_ACCEPTED' }
        const identity = parsePivotIdentity(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub))
        if (!identity) return { kind: 'sign-in-failed', code: 'IDENTITY_INCOMPLETE' }
        const expiresAt = new Date(receivedAt.getTime() + (tokens.expires_in ?? 60) * 1000)
        return {
          kind: 'signed-in',
          sub: claims.sub,
          identity,
          accessToken: tokens.access_token,
          expiresAt,
          idToken: tokens.id_token,
        }
      } catch (error) {
        return toSignInFailure(error)
      }
    },

    /** Where the browser ends the session of FranceConnect, to come back to `postLogoutRedirectUri`. */
    endSessionUrl: async (idToken: string, state: string): Promise<URL> =>
      endSessionUrl(await discover(), options, idToken, state),
  }
}
