import type { Configuration } from 'oidc-provider'
import { COMMON_FEATURES } from '../oidc/provider-config.js'
import { ACR_VALUES, CLAIMS_BY_SCOPE } from './scopes.js'

export const SESSION_SECONDS = 12 * 3600

/**
 * What ProConnect sets on the library: levels, scopes, algorithms, lifetimes.
 * https://github.com/proconnect-gouv/federation
 */
export const protocol = {
  acrValues: ACR_VALUES,
  claims: { acr: null, amr: null, auth_time: null, iss: null, sid: null, ...CLAIMS_BY_SCOPE },
  clientAuthMethods: ['client_secret_post', 'private_key_jwt'],
  clientDefaults: {
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    application_type: 'web',
  },
  enabledJWA: {
    idTokenSigningAlgValues: ['RS256', 'ES256', 'HS256'],
    userinfoSigningAlgValues: ['RS256', 'ES256', 'HS256'],
  },
  extraParams: ['idp_hint', 'siret_hint'],
  features: {
    ...COMMON_FEATURES,
    introspection: { enabled: true, allowedPolicy: async () => true },
    jwtIntrospection: { enabled: true },
  },
  issueRefreshToken: async () => true,
  pkce: { required: () => false },
  responseTypes: ['code'],
  rotateRefreshToken: false,
  scopes: Object.keys(CLAIMS_BY_SCOPE),
  subjectTypes: ['public'],
  ttl: {
    AccessToken: 3600,
    AuthorizationCode: 60,
    Grant: SESSION_SECONDS,
    IdToken: 3600,
    Interaction: 1800,
    RefreshToken: SESSION_SECONDS,
    Session: SESSION_SECONDS,
  },
} satisfies Configuration
