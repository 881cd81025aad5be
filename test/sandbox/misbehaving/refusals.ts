import type { FaultName } from './faults.js'

type Refusal = [fault: FaultName, errorCode: string]

const INVALID = 'OAUTH_INVALID_RESPONSE'
const CLAIM = 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'

/** Faults, beyond those of the certification plan, for which a sign-in with either provider is refused. */
export const refusals: Record<string, Refusal[]> = {
  'the ID token': [
    ['id-token-iss-missing', INVALID],
    ['id-token-sub-empty', 'ERR_INVALID_ARG_VALUE'],
    ['id-token-sub-number', INVALID],
    ['id-token-aud-missing', INVALID],
    ['id-token-azp-other', CLAIM],
    ['id-token-iat-future', 'ISSUED_AT_NOT_ACCEPTED'],
    ['id-token-iat-past', 'ISSUED_AT_NOT_ACCEPTED'],
    ['id-token-exp-missing', INVALID],
    ['id-token-expired', 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'],
    ['id-token-not-yet-valid', 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'],
    ['id-token-nonce-missing', INVALID],
    ['id-token-sig-hs256', INVALID],
    ['id-token-sig-other-alg', INVALID],
    ['id-token-tampered', INVALID],
    ['id-token-kid-unknown', 'OAUTH_KEY_SELECTION_FAILED'],
    ['id-token-not-a-token', INVALID],
  ],
  'user info': [
    ['user-info-sub-missing', INVALID],
    ['user-info-iss-other', CLAIM],
    ['user-info-iss-missing', 'USERINFO_NOT_ADDRESSED'],
    ['user-info-aud-other', CLAIM],
    ['user-info-aud-missing', 'USERINFO_NOT_ADDRESSED'],
    ['user-info-expired', 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'],
    ['user-info-without-name', 'IDENTITY_INCOMPLETE'],
    ['user-info-sig-none', INVALID],
    ['user-info-sig-hs256', INVALID],
    ['user-info-sig-other-alg', INVALID],
    ['user-info-sig-invalid', INVALID],
    ['user-info-tampered', INVALID],
    ['user-info-plain-json', 'OAUTH_JWT_USERINFO_EXPECTED'],
    ['user-info-401', 'OAUTH_WWW_AUTHENTICATE_CHALLENGE'],
    ['user-info-401-without-challenge', 'OAUTH_RESPONSE_IS_NOT_CONFORM'],
    ['user-info-500', 'OAUTH_RESPONSE_IS_NOT_CONFORM'],
    ['user-info-hang-up', 'PROVIDER_UNREACHABLE'],
    ['user-info-redirect', 'OAUTH_RESPONSE_IS_NOT_CONFORM'],
    ['user-info-endless', 'ANSWER_TOO_LONG'],
  ],
  'the token endpoint': [
    ['token-invalid-grant', 'invalid_grant'],
    ['token-invalid-client', 'invalid_client'],
    ['token-unknown-error', 'UNKNOWN_ERROR_WORD'],
    ['token-500', 'OAUTH_RESPONSE_IS_NOT_CONFORM'],
    ['token-html-200', 'OAUTH_RESPONSE_IS_NOT_JSON'],
    ['token-redirect', 'OAUTH_RESPONSE_IS_NOT_CONFORM'],
    ['token-endless', 'ANSWER_TOO_LONG'],
    ['token-hang-up', 'PROVIDER_UNREACHABLE'],
    ['token-without-id-token', INVALID],
    ['token-without-access-token', INVALID],
    ['token-type-unknown', 'OAUTH_UNSUPPORTED_OPERATION'],
    ['token-type-dpop', 'TOKEN_TYPE_NOT_ACCEPTED'],
  ],
  'the keys': [
    ['keys-of-same-kid', 'OAUTH_KEY_SELECTION_FAILED'],
    ['keys-none', 'OAUTH_KEY_SELECTION_FAILED'],
    ['keys-unreadable', 'UNKNOWN'],
    ['keys-500', 'OAUTH_RESPONSE_IS_NOT_CONFORM'],
    ['keys-redirect', 'OAUTH_RESPONSE_IS_NOT_CONFORM'],
    ['keys-endless', 'ANSWER_TOO_LONG'],
    ['keys-hang-up', 'PROVIDER_UNREACHABLE'],
  ],
  'the redirect': [
    ['redirect-iss-missing', INVALID],
    ['redirect-iss-other', INVALID],
    ['redirect-iss-twice', INVALID],
    ['redirect-code-missing', INVALID],
    ['redirect-code-twice', INVALID],
    ['redirect-with-id-token', 'OAUTH_UNSUPPORTED_OPERATION'],
    ['error-without-iss', INVALID],
    ['error-idp-hint-not-found', 'idp_hint_not_found'],
    ['error-invalid-acr', 'invalid_acr'],
    ['error-invalid-idp-hint', 'invalid_idp_hint'],
    ['error-invalid-request', 'invalid_request'],
    ['error-invalid-scope', 'invalid_scope'],
    ['error-login-required', 'login_required'],
    ['error-server-error', 'server_error'],
    ['error-temporarily-unavailable', 'temporarily_unavailable'],
    ['error-unsupported-response-type', 'unsupported_response_type'],
    ['error-unknown-word', 'UNKNOWN_ERROR_WORD'],
    ['error-of-markup', 'UNKNOWN_ERROR_WORD'],
  ],
}

/** Redirects of which the service cannot say to which departure they belong. */
export const lostRedirects: FaultName[] = [
  'redirect-state-missing',
  'redirect-state-other',
  'redirect-state-cut',
  'error-without-state',
  'error-of-foreign-state',
]

/** Answers that never come, or to no end. */
export const silences: FaultName[] = [
  'token-never',
  'token-dripping',
  'keys-never',
  'keys-dripping',
  'user-info-never',
  'user-info-dripping',
]

/** Metadata with which nobody can be sent away. */
export const unusableMetadata: Refusal[] = [
  ['discovery-issuer-other', 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED'],
  ['discovery-without-endpoints', 'METADATA_INCOMPLETE'],
  ['discovery-500', 'OAUTH_RESPONSE_IS_NOT_CONFORM'],
  ['discovery-html-200', 'OAUTH_RESPONSE_IS_NOT_JSON'],
  ['discovery-hang-up', 'PROVIDER_UNREACHABLE'],
  ['discovery-redirect', 'OAUTH_RESPONSE_IS_NOT_CONFORM'],
  ['discovery-endless', 'ANSWER_TOO_LONG'],
  ['discovery-authorize-elsewhere', 'METADATA_ELSEWHERE'],
  ['discovery-token-elsewhere', 'METADATA_ELSEWHERE'],
  ['discovery-user-info-elsewhere', 'METADATA_ELSEWHERE'],
  ['discovery-keys-elsewhere', 'METADATA_ELSEWHERE'],
  ['discovery-keys-no-address', 'METADATA_ELSEWHERE'],
  ['discovery-end-session-elsewhere', 'METADATA_ELSEWHERE'],
]
