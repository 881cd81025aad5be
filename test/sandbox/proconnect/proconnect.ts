import type { JWK } from 'jose'
import type { Grant, JWKS, KoaContextWithOIDC } from 'oidc-provider'
import { Provider } from 'oidc-provider/lib/provider.js'
import { createBrowserSessions } from '../oidc/browser-sessions.js'
import { endSession } from '../oidc/end-session.js'
import { createFaults } from '../oidc/faults.js'
import { freshSignIn } from '../oidc/fresh-sign-in.js'
import { interactionPage } from '../oidc/interaction.js'
import { createMemoryStore } from '../oidc/memory-adapter.js'
import { commonConfiguration, createClient, createCredentials } from '../oidc/provider-config.js'
import type { ProviderControls } from '../oidc/provider-controls.js'
import { createRotatingProvider } from '../oidc/rotating-provider.js'
import { choices } from './choices.js'
import { claimsOf } from './claims.js'
import { decide } from './decide.js'
import { guardAuthorize } from './guard-authorize.js'
import { protocol, SESSION_SECONDS } from './protocol.js'
import { GRANTED_SCOPES } from './scopes.js'

export const PROCONNECT_PATH = '/proconnect/api/v2'

/** ProConnect, simulated on the library it runs on. https://partenaires.proconnect.gouv.fr/docs */
export async function createProConnect(origin: string, publicUrl: string) {
  const issuer = `${origin}${PROCONNECT_PATH}`
  const store = createMemoryStore()
  const credentials = createCredentials()
  const faults = createFaults()
  // The same `sub` comes with the organisation chosen at this sign-in, so the choice belongs to the grant.
  const organisationByGrant = new Map<string, string>()
  const sessions = createBrowserSessions({
    cookie: 'sandbox_pc_sso',
    path: PROCONNECT_PATH,
    seconds: SESSION_SECONDS,
    sliding: false,
    revokeGrant: store.revokeGrant,
  })
  const client = {
    ...createClient(credentials, 'RS256', GRANTED_SCOPES),
    post_logout_redirect_uris: [new URL('/agent/logout-callback', publicUrl).href],
    redirect_uris: [new URL('/agent/callback', publicUrl).href],
  }
  const common = commonConfiguration({
    store,
    sessions,
    mountPath: PROCONNECT_PATH,
    cookiePrefix: 'sandbox_pc_',
    errorCode,
  })

  function build(keys: JWK[]): Provider {
    const provider = new Provider(issuer, {
      ...common,
      ...protocol,
      jwks: { keys } as JWKS,
      clients: [client],
      findAccount: async (_ctx, sub, token) => {
        const siret = organisationByGrant.get(token?.grantId ?? '')
        const ofPerson = choices.filter(({ persona }) => persona.sub === sub)
        const choice = ofPerson.find(({ organisation }) => organisation.siret === siret) ?? ofPerson[0]
        return choice ? { accountId: sub, claims: async () => claimsOf(choice) } : undefined
      },
      loadExistingGrant: async (ctx: KoaContextWithOIDC): Promise<Grant> => {
        const grant = await common.loadExistingGrant(ctx)
        organisationByGrant.set(grant.jti, String(ctx.oidc.result?.organisation))
        return grant
      },
    })
    provider.use(faults.middleware)
    provider.use(guardAuthorize(provider, sessions, faults.takeSignIn))
    provider.use(freshSignIn(provider))
    provider.use(endSession(provider, sessions, { strict: false }))
    provider.use(interactionPage(provider, sessions, decide))
    return provider
  }
  const { listener, rotateKeys } = await createRotatingProvider(build, PROCONNECT_PATH)

  const controls: ProviderControls = {
    ...faults.controls,
    forgetSessions: sessions.endAll,
    rotateKeys,
    reset: () => {
      faults.reset()
      sessions.endAll()
    },
  }
  return { issuer, credentials, listener, controls }
}

function errorCode(error: Error & { error_description?: string | undefined }): string {
  if (error.name === 'InvalidRedirectUri') return 'Y030031'
  if (error.error_description?.startsWith('post_logout_redirect_uri')) return 'Y030111'
  if (error.name === 'SessionNotFound') return 'Y030110'
  if (error.name === 'InvalidClient') return 'oidc-provider-rendered-error:invalid_client'
  return 'Y000400'
}
