import { Provider } from 'oidc-provider/lib/provider.js'
import { endSession } from '../oidc/end-session.js'
import { freshSignIn } from '../oidc/fresh-sign-in.js'
import { interactionPage } from '../oidc/interaction.js'
import { createMemoryStore } from '../oidc/memory-adapter.js'
import type { Middleware } from '../oidc/middleware.js'
import { mountProvider } from '../oidc/mount.js'
import { commonConfiguration, createClient, createCredentials } from '../oidc/provider-config.js'
import { decide, render } from './decide.js'
import { guardAuthorize } from './guard-authorize.js'
import { findIdentity } from './identities.js'
import { claimsOf, type Identity, subOf } from './identity.js'
import { protocol } from './protocol.js'
import { GRANTED_SCOPES } from './scopes.js'

export const FRANCECONNECT_PATH = '/franceconnect/api/v2'
const ACCESS_TOKEN_SECONDS = 60

/** What a test may ask of the simulated FranceConnect. */
export type FranceConnectControls = {
  /** Every access token issued since the start or `reset`, to prove that none is kept anywhere. */
  readonly accessTokens: string[]
  /** Life of the access tokens issued from now on, in seconds; 60 as the real ones. */
  makeTokensExpireAfter(seconds: number): void
  /** Makes every access token issued so far worthless, as a minute would. */
  expireTokens(): void
  /** The next sign-in comes back at once with this error, `temporarily_unavailable` for example. */
  failNextSignIn(error: string): void
  reset(): void
}

/** What FranceConnect tells a data provider about a token. */
export type Introspection = { identity: Identity; scopes: Set<string> }

/** FranceConnect v2, simulated on the library it runs on. https://docs.partenaires.franceconnect.gouv.fr/ */
export async function createFranceConnect(origin: string, publicUrl: string) {
  const store = createMemoryStore()
  const credentials = createCredentials()
  const accessTokens: string[] = []
  const faults: string[] = []
  let tokenSeconds = ACCESS_TOKEN_SECONDS

  const common = await commonConfiguration({
    store,
    mountPath: FRANCECONNECT_PATH,
    cookiePrefix: 'sandbox_fc_',
    errorCode,
  })
  const provider = new Provider(`${origin}${FRANCECONNECT_PATH}`, {
    ...common,
    ...protocol,
    clients: [
      {
        ...createClient(credentials, 'ES256', GRANTED_SCOPES),
        post_logout_redirect_uris: [new URL('/logout-callback', publicUrl).href],
        redirect_uris: [new URL('/callback', publicUrl).href],
        require_auth_time: true,
      },
    ],
    findAccount: async (_ctx, id) => {
      const identity = findIdentity(id)
      return identity
        ? { accountId: id, claims: async () => ({ sub: id, ...claimsOf(identity) }) }
        : undefined
    },
    pairwiseIdentifier: (_ctx, id, { clientId }) => subOf(findIdentity(id) as Identity, clientId),
    ttl: { ...protocol.ttl, AccessToken: () => tokenSeconds },
  })
  provider.on('access_token.saved', ({ jti }) => accessTokens.push(jti))
  provider.use(cachePublicDocuments)
  provider.use(guardAuthorize(provider, () => faults.shift()))
  provider.use(freshSignIn(provider))
  provider.use(endSession(provider, { strict: true }))
  provider.use(interactionPage(provider, { render, decide }))

  const controls: FranceConnectControls = {
    accessTokens,
    makeTokensExpireAfter: (seconds) => {
      tokenSeconds = seconds
    },
    expireTokens: () => store.forget('AccessToken'),
    failNextSignIn: (error) => {
      faults.push(error)
    },
    reset: () => {
      tokenSeconds = ACCESS_TOKEN_SECONDS
      accessTokens.length = 0
      faults.length = 0
    },
  }
  return {
    issuer: provider.issuer,
    credentials,
    controls,
    listener: mountProvider(provider, FRANCECONNECT_PATH),
    /** @returns null when the token is unknown, too old, revoked or its session is over */
    async introspect(token: string): Promise<Introspection | null> {
      const found = await provider.AccessToken.find(token)
      const identity = found?.accountId ? findIdentity(found.accountId) : null
      return found && identity ? { identity, scopes: found.scopes } : null
    },
  }
}

const cachePublicDocuments: Middleware = async (ctx, next) => {
  await next()
  if (['/jwks', '/.well-known/openid-configuration'].includes(ctx.path))
    ctx.set('Cache-Control', 'public, max-age=600')
}

function errorCode(error: Error & { error_description?: string | undefined }): string {
  if (error.name === 'InvalidClient') return 'Y04EA6EF'
  if (error.name === 'InvalidRedirectUri') return 'Y04C013C'
  if (error.error_description?.startsWith('post_logout_redirect_uri')) return 'Y04CFAEF'
  if (error.name === 'SessionNotFound') return 'Y190001'
  return 'Y000400'
}
