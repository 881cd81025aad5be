import { createBrowserSessions } from '../oidc/browser-sessions.js'
import { endSession } from '../oidc/end-session.js'
import { createFaults } from '../oidc/faults.js'
import { freshSignIn } from '../oidc/fresh-sign-in.js'
import { interactionPage } from '../oidc/interaction.js'
import { createMemoryStore } from '../oidc/memory-adapter.js'
import { commonConfiguration, createClient, createCredentials } from '../oidc/provider-config.js'
import type { ProviderControls } from '../oidc/provider-controls.js'
import { createRotatingProvider } from '../oidc/rotating-provider.js'
import { buildProvider } from './build-provider.js'
import { checkToken, type DataProvider } from './check-token.js'
import { decide } from './decide.js'
import { guardAuthorize } from './guard-authorize.js'
import { findLiveToken, type LiveToken } from './live-token.js'
import { SESSION_SECONDS } from './protocol.js'
import { GRANTED_SCOPES } from './scopes.js'

export const FRANCECONNECT_PATH = '/franceconnect/api/v2'
const ACCESS_TOKEN_SECONDS = 60

/** What a test may ask of the simulated FranceConnect. */
export type FranceConnectControls = ProviderControls & {
  /** Every access token issued since the start or `reset`, to prove that none is kept anywhere. */
  readonly accessTokens: string[]
  /** With what a data provider asks `/checktoken`. */
  readonly dataProvider: DataProvider
  /** Life of the access tokens issued from now on, in seconds; 60 as the real ones. */
  makeTokensExpireAfter(seconds: number): void
  /** Makes every access token issued so far worthless, as a minute would. */
  expireTokens(): void
}

/** What FranceConnect tells a data provider about a token. */
export type Introspection = Pick<LiveToken, 'identity' | 'scopes'>

/** FranceConnect v2, simulated on the library it runs on. https://docs.partenaires.franceconnect.gouv.fr/ */
export async function createFranceConnect(origin: string, publicUrl: string, scopes = GRANTED_SCOPES) {
  const issuer = `${origin}${FRANCECONNECT_PATH}`
  const store = createMemoryStore()
  const credentials = createCredentials()
  const dataProvider = createCredentials()
  const faults = createFaults()
  const accessTokens: string[] = []
  let tokenSeconds = ACCESS_TOKEN_SECONDS

  const sessions = createBrowserSessions({
    cookie: 'sandbox_fc_sso',
    path: FRANCECONNECT_PATH,
    seconds: SESSION_SECONDS,
    sliding: true,
    revokeGrant: store.revokeGrant,
  })
  const client = {
    ...createClient(credentials, 'ES256', scopes),
    post_logout_redirect_uris: [new URL('/logout-callback', publicUrl).href],
    redirect_uris: [new URL('/callback', publicUrl).href],
    require_auth_time: true,
  }
  const common = commonConfiguration({
    store,
    sessions,
    mountPath: FRANCECONNECT_PATH,
    cookiePrefix: 'sandbox_fc_',
    errorCode,
  })
  const rotating = await createRotatingProvider((keys) => {
    const provider = buildProvider({
      issuer,
      keys,
      common,
      client,
      tokenSeconds: () => tokenSeconds,
      onToken: (token) => accessTokens.push(token),
    })
    const findToken = (token: string) => findLiveToken(provider, token)
    provider.use(faults.middleware)
    provider.use(checkToken({ issuer, dataProvider, keys, findToken }))
    provider.use(guardAuthorize(provider, faults.takeSignIn))
    provider.use(freshSignIn(provider))
    provider.use(endSession(provider, sessions, { strict: true }))
    provider.use(interactionPage(provider, sessions, decide))
    return provider
  }, FRANCECONNECT_PATH)

  const controls: FranceConnectControls = {
    ...faults.controls,
    accessTokens,
    dataProvider,
    makeTokensExpireAfter: (seconds) => {
      tokenSeconds = seconds
    },
    expireTokens: () => store.forget('AccessToken'),
    forgetSessions: sessions.endAll,
    rotateKeys: rotating.rotateKeys,
    reset: () => {
      tokenSeconds = ACCESS_TOKEN_SECONDS
      accessTokens.length = 0
      faults.reset()
      sessions.endAll()
    },
  }
  return {
    issuer,
    credentials,
    controls,
    listener: rotating.listener,
    introspect: (token: string): Promise<Introspection | null> => findLiveToken(rotating.current(), token),
  }
}

function errorCode(error: Error & { error_description?: string | undefined }): string {
  if (error.name === 'InvalidClient') return 'Y04EA6EF'
  if (error.name === 'InvalidRedirectUri') return 'Y04C013C'
  if (error.error_description?.startsWith('post_logout_redirect_uri')) return 'Y04CFAEF'
  if (error.name === 'SessionNotFound') return 'Y190001'
  return 'Y000400'
}
