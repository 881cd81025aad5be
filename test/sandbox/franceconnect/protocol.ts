import type { Configuration } from 'oidc-provider'
import { COMMON_FEATURES } from '../oidc/provider-config.js'
import { CLAIMS_BY_SCOPE, DATA_SCOPES } from './scopes.js'

export const ACR = 'eidas1'
export const SESSION_SECONDS = 1800

/**
 * What FranceConnect sets on the library: levels, scopes, algorithms, lifetimes.
 * https://github.com/france-connect/sources (back/instances/core-fcp-low/src/config/oidc-provider.ts)
 */
export const protocol = {
  acrValues: [ACR],
  claims: { acr: null, amr: null, auth_time: null, iss: null, sid: null, ...CLAIMS_BY_SCOPE },
  clientAuthMethods: ['client_secret_post', 'private_key_jwt'],
  clientDefaults: { grant_types: ['authorization_code'], response_types: ['code'], application_type: 'web' },
  enabledJWA: {
    idTokenSigningAlgValues: ['ES256', 'RS256', 'HS256'],
    userinfoSigningAlgValues: ['ES256', 'RS256', 'HS256'],
  },
  features: { ...COMMON_FEATURES, requestObjects: { enabled: true } },
  pkce: { required: () => false },
  responseTypes: ['code'],
  scopes: [...Object.keys(CLAIMS_BY_SCOPE), ...DATA_SCOPES],
  subjectTypes: ['pairwise'],
  ttl: { AuthorizationCode: 30, Grant: 30, IdToken: 60, Interaction: 1800, Session: SESSION_SECONDS },
} satisfies Configuration
