import type { Answer, Endpoint, Fault } from './fault.js'
import { unreadable } from './keys.js'
import type { Signature } from './signatures.js'

const HOUR = 3600
const ELSEWHERE = 'https://elsewhere.example/api/v2'
// Where machines of a cloud are told their own secrets, and the other services of ours.
const METADATA_SERVICE = 'http://169.254.169.254/latest/meta-data'
const BESIDE = 'http://localhost:5432/'
// Stands in descriptions of errors.
const MARKUP = '<img src=x onerror=alert(1)>'
const STRANGE_WORD = 'solveig_epreuve_1985'
/** What a misbehaving provider says and nobody shall repeat. */
export const WORDS_OF_PROVIDER = [ELSEWHERE, MARKUP, STRANGE_WORD]

const elsewhere: Answer = { status: 302, body: '', headers: { Location: METADATA_SERVICE } }
const html: Answer = { status: 500, type: 'text/html', body: '<!doctype html><title>Panne</title>' }
const jsonError = (status: number, error: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: JSON.stringify({ error, error_description: MARKUP }),
})

/** Ways to misbehave, by name: each changes one thing. */
export const faults = {
  'id-token-iss-other': idToken({ iss: ELSEWHERE }),
  'id-token-iss-missing': idToken({ iss: undefined }),
  'id-token-sub-missing': idToken({ sub: undefined }),
  'id-token-sub-empty': idToken({ sub: '' }),
  'id-token-sub-number': idToken({ sub: 42 }),
  'id-token-aud-other': idToken({ aud: 'another-service' }),
  'id-token-aud-missing': idToken({ aud: undefined }),
  'id-token-azp-other': idToken({ aud: ['another-service'], azp: 'another-service' }),
  'id-token-iat-missing': idToken({ iat: undefined }),
  'id-token-iat-future': { idToken: { claims: (now) => ({ iat: now + HOUR, exp: now + 2 * HOUR }) } },
  'id-token-iat-past': { idToken: { claims: (now) => ({ iat: now - HOUR, exp: now + HOUR }) } },
  'id-token-exp-missing': idToken({ exp: undefined }),
  'id-token-expired': { idToken: { claims: (now) => ({ exp: now - HOUR }) } },
  'id-token-not-yet-valid': { idToken: { claims: (now) => ({ nbf: now + HOUR }) } },
  'id-token-nonce-missing': idToken({ nonce: undefined }),
  'id-token-nonce-other': idToken({ nonce: 'a-nonce-of-somebody-else-0123456789' }),
  'id-token-acr-missing': idToken({ acr: undefined }),
  'id-token-acr-eidas2': idToken({ acr: 'eidas2' }),
  'id-token-acr-eidas1': idToken({ acr: 'eidas1' }),
  'id-token-acr-list': idToken({ acr: ['eidas2'] }),
  'id-token-acr-unknown': idToken({ acr: 'eidas0' }),
  'id-token-sig-none': idTokenSigned('none'),
  'id-token-sig-hs256': idTokenSigned('client-secret'),
  'id-token-sig-other-alg': idTokenSigned('other-alg'),
  'id-token-sig-invalid': idTokenSigned('by-stranger'),
  'id-token-tampered': idTokenSigned('tampered'),
  'id-token-kid-unknown': idTokenSigned('unknown-kid'),
  'id-token-not-a-token': { tokenAnswer: { id_token: 'not.a-token' } },

  'kid-absent-single-key': {
    idToken: { signature: 'without-kid' },
    userInfo: { signature: 'without-kid' },
    keys: ([own]) => (own ? [own] : []),
  },
  'kid-absent-several-keys': {
    idToken: { signature: 'without-kid' },
    keys: ([own, ...others]) => (own ? [own, { ...own, kid: 'second' }, ...others] : []),
  },
  'keys-of-same-kid': { keys: (published) => [...published, ...published] },
  'keys-none': { keys: () => [] },
  'keys-unreadable': { keys: (published) => published.map((key) => unreadable(key)) },
  'keys-with-unreadable-one': {
    keys: ([own, ...others]) => (own ? [unreadable(own, 'odd'), own, ...others] : []),
  },
  'keys-hang-up': answering('jwks', 'hang-up'),
  'keys-never': answering('jwks', 'never'),
  'keys-500': answering('jwks', html),
  'keys-redirect': answering('jwks', elsewhere),
  'keys-endless': answering('jwks', 'endless'),
  'keys-dripping': answering('jwks', 'dripping'),

  'user-info-sub-other': userInfo({ sub: 'somebody-else' }),
  'user-info-sub-missing': userInfo({ sub: undefined }),
  'user-info-iss-other': userInfo({ iss: ELSEWHERE }),
  'user-info-iss-missing': userInfo({ iss: undefined }),
  'user-info-aud-other': userInfo({ aud: 'another-service' }),
  'user-info-aud-missing': userInfo({ aud: undefined }),
  'user-info-expired': { userInfo: { claims: (now) => ({ exp: now - HOUR }) } },
  'user-info-without-name': userInfo({ family_name: undefined, usual_name: undefined }),
  'user-info-sig-none': userInfoSigned('none'),
  'user-info-sig-hs256': userInfoSigned('client-secret'),
  'user-info-sig-other-alg': userInfoSigned('other-alg'),
  'user-info-sig-invalid': userInfoSigned('by-stranger'),
  'user-info-tampered': userInfoSigned('tampered'),
  'user-info-plain-json': answering('userinfo', { status: 200, body: JSON.stringify({ sub: 'anybody' }) }),
  'user-info-401': answering(
    'userinfo',
    jsonError(401, 'invalid_token', { 'WWW-Authenticate': 'Bearer error="invalid_token"' }),
  ),
  'user-info-401-without-challenge': answering('userinfo', jsonError(401, 'invalid_token')),
  'user-info-500': answering('userinfo', html),
  'user-info-hang-up': answering('userinfo', 'hang-up'),
  'user-info-never': answering('userinfo', 'never'),
  'user-info-redirect': answering('userinfo', elsewhere),
  'user-info-endless': answering('userinfo', 'endless'),
  'user-info-dripping': answering('userinfo', 'dripping'),

  'token-invalid-grant': answering('token', jsonError(400, 'invalid_grant')),
  'token-invalid-client': answering('token', jsonError(401, 'invalid_client')),
  'token-unknown-error': answering('token', jsonError(400, STRANGE_WORD)),
  'token-500': answering('token', html),
  'token-html-200': answering('token', { ...html, status: 200 }),
  'token-redirect': answering('token', elsewhere),
  'token-endless': answering('token', 'endless'),
  'token-dripping': answering('token', 'dripping'),
  'token-hang-up': answering('token', 'hang-up'),
  'token-never': answering('token', 'never'),
  'token-without-id-token': { tokenAnswer: { id_token: undefined } },
  'token-without-access-token': { tokenAnswer: { access_token: undefined } },
  'token-type-unknown': { tokenAnswer: { token_type: 'mac' } },
  'token-type-dpop': { tokenAnswer: { token_type: 'DPoP' } },

  'redirect-iss-missing': redirect((parameters) => parameters.delete('iss')),
  'redirect-iss-other': redirect((parameters) => parameters.set('iss', ELSEWHERE)),
  'redirect-iss-twice': redirect((parameters) => parameters.append('iss', ELSEWHERE)),
  'redirect-code-missing': redirect((parameters) => parameters.delete('code')),
  'redirect-code-twice': redirect((parameters) => parameters.append('code', 'another')),
  'redirect-state-missing': redirect((parameters) => parameters.delete('state')),
  'redirect-state-other': redirect((parameters) =>
    parameters.set('state', 'a-state-of-somebody-else-0123456789'),
  ),
  'redirect-state-cut': redirect((parameters) =>
    parameters.set('state', parameters.get('state')?.slice(1) ?? ''),
  ),
  'redirect-with-id-token': redirect((parameters) => parameters.set('id_token', 'e30.e30.')),

  'error-without-iss': redirect((parameters) => {
    turnIntoError(parameters, 'access_denied')
    parameters.delete('iss')
  }),
  'error-without-state': redirect((parameters) => {
    turnIntoError(parameters, 'server_error')
    parameters.delete('state')
  }),
  'error-of-foreign-state': redirect((parameters) => {
    turnIntoError(parameters, 'access_denied')
    parameters.set('state', 'a-state-of-somebody-else-0123456789')
  }),
  'error-access-denied': backWith('access_denied'),
  'error-idp-hint-not-found': backWith('idp_hint_not_found'),
  'error-invalid-acr': backWith('invalid_acr'),
  'error-invalid-idp-hint': backWith('invalid_idp_hint'),
  'error-invalid-request': backWith('invalid_request'),
  'error-invalid-scope': backWith('invalid_scope'),
  'error-login-required': backWith('login_required'),
  'error-server-error': backWith('server_error'),
  'error-temporarily-unavailable': backWith('temporarily_unavailable'),
  'error-unsupported-response-type': backWith('unsupported_response_type'),
  'error-unknown-word': backWith(STRANGE_WORD),
  'error-of-markup': backWith(MARKUP),

  'discovery-issuer-other': { discovery: { issuer: ELSEWHERE } },
  'discovery-without-endpoints': { discovery: { authorization_endpoint: undefined } },
  'discovery-500': answering('discovery', html),
  'discovery-html-200': answering('discovery', { ...html, status: 200 }),
  'discovery-hang-up': answering('discovery', 'hang-up'),
  'discovery-never': answering('discovery', 'never'),
  'discovery-redirect': answering('discovery', elsewhere),
  'discovery-endless': answering('discovery', 'endless'),
  'discovery-authorize-elsewhere': { discovery: { authorization_endpoint: ELSEWHERE } },
  'discovery-token-elsewhere': { discovery: { token_endpoint: METADATA_SERVICE } },
  'discovery-user-info-elsewhere': { discovery: { userinfo_endpoint: BESIDE } },
  'discovery-keys-elsewhere': { discovery: { jwks_uri: BESIDE } },
  'discovery-keys-no-address': { discovery: { jwks_uri: 'file:///etc/passwd' } },
  'discovery-end-session-elsewhere': { discovery: { end_session_endpoint: ELSEWHERE } },
} satisfies Record<string, Fault>

export type FaultName = keyof typeof faults

function idToken(claims: Record<string, unknown>): Fault {
  return { idToken: { claims: () => claims } }
}

function idTokenSigned(signature: Signature): Fault {
  return { idToken: { signature } }
}

function userInfo(claims: Record<string, unknown>): Fault {
  return { userInfo: { claims: () => claims } }
}

function userInfoSigned(signature: Signature): Fault {
  return { userInfo: { signature } }
}

function answering(endpoint: Endpoint, answer: Answer): Fault {
  return { answer: { [endpoint]: answer } }
}

function redirect(change: (parameters: URLSearchParams) => void): Fault {
  return { redirect: change }
}

function backWith(error: string): Fault {
  return redirect((parameters) => turnIntoError(parameters, error))
}

function turnIntoError(parameters: URLSearchParams, error: string): void {
  parameters.delete('code')
  parameters.set('error', error)
  parameters.set('error_description', MARKUP)
}
