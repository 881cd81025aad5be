import * as oidc from 'openid-client'
import * as v from 'valibot'
import { outgoingTo } from '#src/external/http-client.js'
import { lazyDiscovery, type OidcProviderOptions } from '#src/external/oidc-configuration.js'
import { type SignInFailure, toSignInFailure } from '#src/external/oidc-errors.js'
import { endSessionUrl, fetchTokens, fetchUserInfo } from '#src/external/oidc-provider.js'

// Each acceptable level must be listed: ProConnect matches them exactly, and adds a code by e-mail where the agent's
// identity provider asked for no second factor. https://partenaires.proconnect.gouv.fr/docs
const SECOND_FACTOR = ['eidas0-mfa', 'eidas1-mfa', 'eidas2', 'eidas3']
const CLAIMS = JSON.stringify({ id_token: { acr: { essential: true, values: SECOND_FACTOR } } })
const SCOPE = 'openid given_name usual_name email uid siret roles idp_id'

/** An agent as ProConnect names her; `siret` is the establishment she chose at this sign-in. */
export type AgentIdentity = {
  sub: string
  email: string
  givenName: string
  usualName: string
  siret: string
}
export type ProConnectSignIn = { kind: 'signed-in'; agent: AgentIdentity; idToken: string } | SignInFailure
export type ProConnectChecks = { state: string; nonce: string; codeVerifier: string }

// Names stand in mails and pages: one line, and not a whole text.
const name = v.pipe(
  v.string(),
  v.transform((text) =>
    text
      .replace(/[\s\p{C}]+/gu, ' ')
      .trim()
      .slice(0, 100),
  ),
)

const UserInfoSchema = v.object({
  // Certified by ProConnect: only its shape is looked at.
  email: v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(254), v.regex(/^[^\s@]+@[^\s@]+$/)),
  given_name: name,
  usual_name: name,
  siret: v.pipe(
    v.string(),
    v.transform((text) => text.replace(/\s/g, '')),
    v.regex(/^\d{14}$/),
  ),
})

/** ProConnect for agents, with PKCE and a second factor. https://partenaires.proconnect.gouv.fr/docs */
export function createProConnect(options: OidcProviderOptions) {
  const discover = lazyDiscovery(options, outgoingTo(options.issuer, options.watch).fetch)
  return {
    newChecks: (): ProConnectChecks => ({
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      codeVerifier: oidc.randomPKCECodeVerifier(),
    }),

    /** Where to send the agent. @throws when ProConnect cannot be reached */
    async authorizationUrl({ state, nonce, codeVerifier }: ProConnectChecks): Promise<URL> {
      return oidc.buildAuthorizationUrl(await discover(), {
        redirect_uri: options.redirectUri.href,
        scope: SCOPE,
        claims: CLAIMS,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      })
    },

    /** @param query of the callback, as the browser brought it */
    async signIn(query: string, { state, nonce, codeVerifier }: ProConnectChecks): Promise<ProConnectSignIn> {
      try {
        const config = await discover()
        const tokens = await fetchTokens(config, new URL(query, options.redirectUri), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
        })
        const { claims, idToken } = tokens
        if (!SECOND_FACTOR.some((level) => level === claims.acr))
          return { kind: 'sign-in-failed', code: 'ACR_TOO_LOW' }
        const parsed = v.safeParse(UserInfoSchema, await fetchUserInfo(config, tokens))
        if (!parsed.success) return { kind: 'sign-in-failed', code: 'IDENTITY_INCOMPLETE' }
        const { email, given_name, usual_name, siret } = parsed.output
        return {
          kind: 'signed-in',
          agent: { sub: claims.sub, email, givenName: given_name, usualName: usual_name, siret },
          idToken,
        }
      } catch (error) {
        return toSignInFailure(error)
      }
    },

    /** Where the browser ends the session of ProConnect, to come back to `postLogoutRedirectUri`. */
    endSessionUrl: async (idToken: string, state: string): Promise<URL> =>
      endSessionUrl(await discover(), options, idToken, state),
  }
}
