import type { KoaContextWithOIDC } from 'oidc-provider'
import { Provider } from 'oidc-provider/lib/provider.js'
import { endSession } from '../oidc/end-session.js'
import { freshSignIn } from '../oidc/fresh-sign-in.js'
import { interactionPage } from '../oidc/interaction.js'
import { createMemoryStore } from '../oidc/memory-adapter.js'
import { mountProvider } from '../oidc/mount.js'
import {
  commonConfiguration,
  createClient,
  createCredentials,
  grantAllRequested,
} from '../oidc/provider-config.js'
import { claimsOf } from './claims.js'
import { decide, render } from './decide.js'
import { guardAuthorize } from './guard-authorize.js'
import { choices } from './personas.js'
import { protocol } from './protocol.js'
import { GRANTED_SCOPES } from './scopes.js'

export const PROCONNECT_PATH = '/proconnect/api/v2'

/** ProConnect, simulated on the library it runs on. https://partenaires.proconnect.gouv.fr/docs */
export async function createProConnect(origin: string, publicUrl: string) {
  const store = createMemoryStore()
  const credentials = createCredentials()
  // The same `sub` comes with the organisation chosen at this sign-in, so the choice belongs to the grant.
  const organisationByGrant = new Map<string, string>()
  const common = await commonConfiguration({
    store,
    mountPath: PROCONNECT_PATH,
    cookiePrefix: 'sandbox_pc_',
    errorCode,
  })

  const provider = new Provider(`${origin}${PROCONNECT_PATH}`, {
    ...common,
    ...protocol,
    clients: [
      {
        ...createClient(credentials, 'RS256', GRANTED_SCOPES),
        post_logout_redirect_uris: [new URL('/agent/logout-callback', publicUrl).href],
        redirect_uris: [new URL('/agent/callback', publicUrl).href],
      },
    ],
    findAccount: async (_ctx, sub, token) => {
      const siret = organisationByGrant.get(token?.grantId ?? '')
      const ofPerson = choices.filter(({ persona }) => persona.sub === sub)
      const choice = ofPerson.find(({ organisation }) => organisation.siret === siret) ?? ofPerson[0]
      return choice ? { accountId: sub, claims: async () => claimsOf(choice) } : undefined
    },
    loadExistingGrant: async (ctx: KoaContextWithOIDC) => {
      const grant = await grantAllRequested(ctx)
      organisationByGrant.set(grant.jti, String(ctx.oidc.result?.organisation))
      return grant
    },
  })
  provider.use(guardAuthorize)
  provider.use(freshSignIn(provider))
  provider.use(endSession(provider, { strict: false }))
  provider.use(interactionPage(provider, { render, decide }))

  return { issuer: provider.issuer, credentials, listener: mountProvider(provider, PROCONNECT_PATH) }
}

function errorCode(error: Error & { error_description?: string | undefined }): string {
  if (error.name === 'InvalidRedirectUri') return 'Y030031'
  if (error.error_description?.startsWith('post_logout_redirect_uri')) return 'Y030111'
  if (error.name === 'SessionNotFound') return 'Y030110'
  if (error.name === 'InvalidClient') return 'oidc-provider-rendered-error:invalid_client'
  return 'Y000400'
}
