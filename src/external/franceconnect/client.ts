import * as oidc from 'openid-client'
import { parsePivotIdentity } from '#src/external/franceconnect/parse-pivot-identity.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import { createReach } from '#src/external/franceconnect/reach.js'
import { outgoingTo } from '#src/external/http-client.js'
import { lazyDiscovery, type OidcProviderOptions } from '#src/external/oidc-configuration.js'
import { type SignInFailure, toSignInFailure } from '#src/external/oidc-errors.js'
import { endSessionUrl, fetchTokens, fetchUserInfo } from '#src/external/oidc-provider.js'

/** The only scopes we ask for: to transmit, or only to be recognised. */
const SCOPES = { transmit: 'openid identite_pivot cnaf_quotient_familial', recognise: 'openid' }
const ACR = 'eidas1'
/** What FranceConnect gives its access tokens, should an answer not say it. */
const DEFAULT_LIFETIME_SECONDS = 60

/** Who came back, and the token that opens her quotient familial for a minute. */
export type FranceConnectSignIn = {
  kind: 'signed-in'
  sub: string
  idToken: string
  accessToken: string
  expiresAt: Date
  /** Asks for her identity; where she is only to be recognised, nobody does. */
  identify(): Promise<Identified | SignInFailure>
}
type Identified = { kind: 'identified'; identity: PivotIdentity }

/** Single-use values that bind a browser's return to its departure. */
export type SignInChecks = { state: string; nonce: string }

/**
 * FranceConnect v2 for residents. No PKCE: FranceConnect advertises it but answers 400 to any parameter outside its
 * list. https://docs.partenaires.franceconnect.gouv.fr/fs/fs-technique/
 */
export function createFranceConnect(options: OidcProviderOptions, now: () => Date = () => new Date()) {
  const reach = createReach(now)
  const discover = lazyDiscovery(options, outgoingTo(options.issuer, options.watch).fetch, reach.learnFrom)

  return {
    newChecks: (): SignInChecks => ({ state: oidc.randomState(), nonce: oidc.randomNonce() }),

    /** Where to send the resident. @throws when FranceConnect cannot be reached */
    async authorizationUrl({ state, nonce }: SignInChecks, purpose: keyof typeof SCOPES): Promise<URL> {
      const redirect_uri = options.redirectUri.href
      return oidc.buildAuthorizationUrl(await discover(), {
        redirect_uri,
        scope: SCOPES[purpose],
        state,
        nonce,
        acr_values: ACR,
      })
    },

    /** @param query of the callback, as the browser brought it */
    signIn: (query: string, { state, nonce }: SignInChecks): Promise<FranceConnectSignIn | SignInFailure> =>
      orFailure(async () => {
        const config = await discover()
        // From before the request: a token is no younger than that.
        const askedAt = now().getTime()
        const returned = new URL(query, options.redirectUri)
        const tokens = await fetchTokens(config, returned, { expectedState: state, expectedNonce: nonce })
        const { claims, idToken, accessToken, expiresIn } = tokens
        if (claims.acr !== ACR) return failed('ACR_NOT_ACCEPTED')
        const expiresAt = new Date(askedAt + (expiresIn ?? DEFAULT_LIFETIME_SECONDS) * 1000)
        const identify = () =>
          orFailure<Identified>(async () => {
            const identity = parsePivotIdentity(await fetchUserInfo(config, tokens))
            return identity ? { kind: 'identified', identity } : failed('IDENTITY_INCOMPLETE')
          })
        return { kind: 'signed-in', sub: claims.sub, idToken, accessToken, expiresAt, identify }
      }),

    /** Whether our own last requests all ended without its answer. */
    isLost: reach.isLost,

    /** Where the browser ends the session of FranceConnect, to come back to `postLogoutRedirectUri`. */
    endSessionUrl: async (idToken: string, state: string): Promise<URL> =>
      endSessionUrl(await discover(), options, idToken, state),
  }
}

function failed(code: string): SignInFailure {
  return { kind: 'sign-in-failed', code }
}

async function orFailure<Result>(
  work: () => Promise<Result | SignInFailure>,
): Promise<Result | SignInFailure> {
  try {
    return await work()
  } catch (error) {
    return toSignInFailure(error)
  }
}
