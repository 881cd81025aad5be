import * as oidc from 'openid-client'
import { OutgoingError } from '#src/external/http-client.js'

/** What a browser's return from a provider can end in, when it does not end in claims. */
export type SignInFailure = { kind: 'gave-up' } | { kind: 'sign-in-failed'; code: string }

/** Thrown when a provider is of no use, or answers what the library lets pass and we do not. Never holds the answer. */
export class ProviderError extends Error {
  override name = 'ProviderError'
  readonly code: string
  constructor(code: string, cause?: unknown) {
    super(code, { cause })
    this.code = code
  }
}

// What FranceConnect and ProConnect may say; any other word comes from who knows where and stays out of the log.
const ERROR_WORDS = new Set([
  'access_denied',
  'idp_hint_not_found',
  'invalid_acr',
  'invalid_client',
  'invalid_grant',
  'invalid_idp_hint',
  'invalid_request',
  'invalid_scope',
  'login_required',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
])

/** The outcome that an exception of a sign-in stands for. */
export function toSignInFailure(error: unknown): SignInFailure {
  const code = codeOf(error)
  const gaveUp = error instanceof oidc.AuthorizationResponseError && code === 'access_denied'
  return gaveUp ? { kind: 'gave-up' } : { kind: 'sign-in-failed', code }
}

/** A stable word for the log; none that a stranger chose. */
export function codeOf(error: unknown): string {
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError)
    return ERROR_WORDS.has(error.error) ? error.error : 'UNKNOWN_ERROR_WORD'
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } | undefined }
  if (typeof code === 'string') return code
  if (cause instanceof OutgoingError) return cause.code
  // `fetch` has no code of its own when nobody answers; the socket or the name look-up below it has.
  return typeof cause?.code === 'string' ? 'PROVIDER_UNREACHABLE' : 'UNKNOWN'
}
