import { randomBytes } from 'node:crypto'
import type { ClientMetadata, Configuration, Grant, KoaContextWithOIDC } from 'oidc-provider'
import { ErrorPage } from '../error-page.js'
import { renderPage } from '../page.js'
import type { BrowserSessions } from './browser-sessions.js'
import type { MemoryStore } from './memory-adapter.js'

/** Credentials as long as the real ones, new at each start. */
export function createCredentials() {
  return { clientId: randomBytes(32).toString('hex'), clientSecret: randomBytes(32).toString('hex') }
}

type Credentials = ReturnType<typeof createCredentials>

export function createClient(
  { clientId, clientSecret }: Credentials,
  alg: 'ES256' | 'RS256',
  scopes: string[],
) {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    id_token_signed_response_alg: alg,
    userinfo_signed_response_alg: alg,
    scope: scopes.join(' '),
    token_endpoint_auth_method: 'client_secret_post',
  } as const satisfies ClientMetadata
}

export const COMMON_FEATURES = {
  claimsParameter: { enabled: true },
  dPoP: { enabled: false },
  devInteractions: { enabled: false },
  jwtUserinfo: { enabled: true },
  pushedAuthorizationRequests: { enabled: false },
  resourceIndicators: { enabled: false },
  revocation: {
    enabled: true,
    allowedPolicy: async (_ctx, { clientId }, token) => token.clientId === clientId,
  },
  // What they show never leaves: `endSession` answers in their place.
  rpInitiatedLogout: { enabled: true, logoutSource: showNothing, postLogoutSuccessSource: showNothing },
} satisfies Configuration['features']

type CommonOptions = {
  store: MemoryStore
  sessions: BrowserSessions
  mountPath: string
  cookiePrefix: string
  /** Support code shown on the page of an error that is not sent back to the service. */
  errorCode: (error: Error & { error_description?: string | undefined }) => string
}

function showNothing(ctx: KoaContextWithOIDC): void {
  ctx.body = ''
}

/** What both providers share: where pages are, what they keep, no notice of the library on the console. */
export function commonConfiguration({ store, sessions, mountPath, cookiePrefix, errorCode }: CommonOptions) {
  return {
    adapter: store.adapter,
    clientBasedCORS: () => false,
    clockTolerance: 0,
    cookies: {
      keys: [randomBytes(16).toString('hex')],
      names: {
        session: `${cookiePrefix}session`,
        interaction: `${cookiePrefix}interaction`,
        resume: `${cookiePrefix}resume`,
      },
    },
    interactions: { url: (_ctx, interaction) => `${mountPath}/interaction/${interaction.uid}` },
    async loadExistingGrant(ctx): Promise<Grant> {
      const grant = await grantAllRequested(ctx)
      sessions.bind(ctx.oidc.result?.session, grant.jti)
      return grant
    },
    async renderError(ctx, out, error) {
      ctx.type = 'html'
      ctx.body = renderPage(ErrorPage({ code: errorCode(error), reason: out.error_description ?? out.error }))
    },
    routes: {
      authorization: '/authorize',
      end_session: '/session/end',
      introspection: '/token/introspection',
      jwks: '/jwks',
      revocation: '/token/revocation',
      token: '/token',
      userinfo: '/userinfo',
    },
  } satisfies Configuration
}

/** The person consents by choosing who she is: everything asked for and granted to the service is granted. */
async function grantAllRequested(ctx: KoaContextWithOIDC): Promise<Grant> {
  const { provider, session, client, requestParamOIDCScopes, requestParamClaims } = ctx.oidc
  const grant = new provider.Grant({ accountId: session?.accountId, clientId: client?.clientId })
  grant.addOIDCScope([...requestParamOIDCScopes].join(' '))
  grant.addOIDCClaims([...requestParamClaims])
  await grant.save()
  return grant
}
