import type { FaultName } from './faults.js'

/** Its name, what it comes to (`signed-in`, or the code with which the sign-in is refused), what goes wrong in it. */
export type Module = [name: string, outcome: string, fault: FaultName | null]

/**
 * The fourteen modules of `oidcc-client-basic-certification-test-plan` of the OpenID Foundation, in its order. Where
 * the State's providers are set otherwise than the plan, the name says in brackets what stands for it.
 * https://gitlab.com/openid/conformance-suite (OIDCCClientBasicTestPlan.java)
 */
export function basicModules(alg: 'ES256' | 'RS256'): Module[] {
  const instead = alg === 'RS256' ? '' : ` (${alg})`
  return [
    ['oidcc-client-test', 'signed-in', null],
    ['oidcc-client-test-invalid-iss', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'id-token-iss-other'],
    ['oidcc-client-test-missing-sub', 'OAUTH_INVALID_RESPONSE', 'id-token-sub-missing'],
    ['oidcc-client-test-invalid-aud', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'id-token-aud-other'],
    ['oidcc-client-test-missing-iat', 'OAUTH_INVALID_RESPONSE', 'id-token-iat-missing'],
    ['oidcc-client-test-kid-absent-single-jwks', 'signed-in', 'kid-absent-single-key'],
    // A client may refuse, or try one key after the other.
    ['oidcc-client-test-kid-absent-multiple-jwks', 'OAUTH_KEY_SELECTION_FAILED', 'kid-absent-several-keys'],
    [`oidcc-client-test-idtoken-sig-rs256${instead}`, 'signed-in', null],
    ['oidcc-client-test-idtoken-sig-none', 'OAUTH_INVALID_RESPONSE', 'id-token-sig-none'],
    [`oidcc-client-test-invalid-sig-rs256${instead}`, 'OAUTH_INVALID_RESPONSE', 'id-token-sig-invalid'],
    [
      'oidcc-client-test-userinfo-invalid-sub',
      'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
      'user-info-sub-other',
    ],
    ['oidcc-client-test-nonce-invalid', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'id-token-nonce-other'],
    // The person's claims come with user info only.
    ['oidcc-client-test-scope-userinfo-claims', 'signed-in', null],
    // The provider takes the secret in the body and refuses it anywhere else.
    ['oidcc-client-test-client-secret-basic (client_secret_post)', 'signed-in', null],
  ]
}
