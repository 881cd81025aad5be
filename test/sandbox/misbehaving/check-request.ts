import { createHash } from 'node:crypto'
import type { Profile } from './profiles.js'

export type Credentials = { clientId: string; clientSecret: string }
/** What an authorization code stands for. */
export type Grant = { scope: string; nonce: string; redirectUri: string; codeChallenge: string | null }

/** @returns what is wrong with a departure, as strict as the real providers; null when nothing is */
export function faultOfDeparture(
  asked: URLSearchParams,
  { clientId }: Credentials,
  { parameters, scopes, callbackPath }: Profile,
): string | null {
  const names = [...asked.keys()].sort().join(' ')
  if (names !== [...parameters].sort().join(' ')) return `parameters: ${names}`
  if (asked.get('client_id') !== clientId) return 'client_id'
  if (asked.get('response_type') !== 'code') return 'response_type'
  if (!scopes.includes(asked.get('scope') ?? '')) return 'scope'
  if ((asked.get('state') ?? '').length < 32 || (asked.get('nonce') ?? '').length < 32)
    return 'state or nonce'
  if (new URL(asked.get('redirect_uri') ?? '').pathname !== callbackPath) return 'redirect_uri'
  if (asked.has('acr_values') && asked.get('acr_values') !== 'eidas1') return 'acr_values'
  if (asked.has('claims') && JSON.parse(asked.get('claims') ?? '').id_token.acr.essential !== true)
    return 'claims'
  if (asked.has('code_challenge') && asked.get('code_challenge_method') !== 'S256')
    return 'code_challenge_method'
  return null
}

/** @returns the error of the token endpoint, or null; the secret must stand in the body and nowhere else */
export function faultOfTokenRequest(
  form: URLSearchParams,
  authorization: string | undefined,
  { clientId, clientSecret }: Credentials,
  grant: Grant | undefined,
): { status: 400 | 401; error: string } | null {
  const isClient = form.get('client_id') === clientId && form.get('client_secret') === clientSecret
  if (authorization !== undefined || !isClient) return { status: 401, error: 'invalid_client' }
  const verifier = form.get('code_verifier')
  const challenge = verifier === null ? null : createHash('sha256').update(verifier).digest('base64url')
  const isGranted =
    form.get('grant_type') === 'authorization_code' &&
    grant?.redirectUri === form.get('redirect_uri') &&
    grant.codeChallenge === challenge
  return isGranted ? null : { status: 400, error: 'invalid_grant' }
}
