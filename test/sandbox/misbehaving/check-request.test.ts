import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { faultOfDeparture, faultOfTokenRequest } from './check-request.js'
import { profiles } from './profiles.js'

const credentials = { clientId: 'service', clientSecret: 'secret' }
const verifier = 'v'.repeat(43)
const challenge = createHash('sha256').update(verifier).digest('base64url')

describe('a departure for FranceConnect', () => {
  const departure = {
    client_id: 'service',
    response_type: 'code',
    scope: 'openid identite_pivot cnaf_quotient_familial',
    state: 's'.repeat(43),
    nonce: 'n'.repeat(43),
    redirect_uri: 'http://localhost:3000/callback',
    acr_values: 'eidas1',
  }
  const faultOf = (change: Record<string, string>) =>
    faultOfDeparture(new URLSearchParams({ ...departure, ...change }), credentials, profiles.franceconnect)

  test('is taken when all is right', () => expect(faultOf({})).toBeNull())

  test.each<[string, Record<string, string>]>([
    ['parameters', { code_challenge: challenge, code_challenge_method: 'S256' }],
    ['client_id', { client_id: 'another' }],
    ['response_type', { response_type: 'code id_token' }],
    ['scope', { scope: 'openid email' }],
    ['state or nonce', { nonce: 'short' }],
    ['redirect_uri', { redirect_uri: 'http://localhost:3000/elsewhere' }],
    ['acr_values', { acr_values: 'eidas2' }],
  ])('is refused for %s', (fault, change) => expect(faultOf(change)).toContain(fault))
})

describe('an exchange of a code', () => {
  const grant = {
    scope: 'openid',
    nonce: '',
    redirectUri: 'http://localhost:3000/agent/callback',
    codeChallenge: challenge,
  }
  const request = {
    grant_type: 'authorization_code',
    client_id: 'service',
    client_secret: 'secret',
    redirect_uri: grant.redirectUri,
    code_verifier: verifier,
  }
  const errorOf = (change: Record<string, string>, authorization?: string) =>
    faultOfTokenRequest(new URLSearchParams({ ...request, ...change }), authorization, credentials, grant)
      ?.error

  test('passes when all is right', () => expect(errorOf({})).toBeUndefined())

  test('is refused to a client that shows its secret in a header, or another secret', () => {
    expect(errorOf({}, 'Basic c2VydmljZTpzZWNyZXQ=')).toBe('invalid_client')
    expect(errorOf({ client_secret: 'guessed' })).toBe('invalid_client')
  })

  test('is refused for another verifier or another address', () => {
    expect(errorOf({ code_verifier: 'w'.repeat(43) })).toBe('invalid_grant')
    expect(errorOf({ redirect_uri: 'http://localhost:3000/callback' })).toBe('invalid_grant')
  })
})
