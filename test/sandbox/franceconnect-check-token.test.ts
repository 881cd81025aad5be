import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createHttpBrowser } from './http-browser.js'
import { discover, endSessionUrl, leaveForFranceConnect, obtainTokens, PUBLIC_URL } from './relying-party.js'
import { type Sandbox, startSandbox } from './sandbox.js'

let sandbox: Sandbox
let config: oidc.Configuration
let issuer: string

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: PUBLIC_URL } })
  config = await discover(sandbox, 'FRANCECONNECT')
  issuer = sandbox.environment.FRANCECONNECT_ISSUER ?? ''
})
beforeEach(() => sandbox.franceConnect.reset())
afterAll(() => sandbox?.close())

const newTokens = (browser = createHttpBrowser()) =>
  obtainTokens(config, leaveForFranceConnect(config), { identity: 'dubois' }, browser)

function ask(token: string, parameters: Record<string, string> = {}): Promise<Response> {
  const { clientId, clientSecret } = sandbox.franceConnect.dataProvider
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, token, ...parameters })
  return fetch(`${issuer}/checktoken`, { method: 'POST', body })
}

async function introspect(token: string): Promise<JWTPayload> {
  const { clientId: audience } = sandbox.franceConnect.dataProvider
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`))
  return (await jwtVerify(await (await ask(token)).text(), keys, { issuer, audience })).payload
}

test('a data provider learns what a token stands for: its own scopes, the pivot identity, no e-mail', async () => {
  const tokens = await newTokens()
  const response = await ask(tokens.access_token)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/token-introspection+jwt')
  expect(response.headers.getSetCookie()).toEqual([])
  const payload = await introspect(tokens.access_token)
  expect(Object.keys(payload).sort()).toEqual(['aud', 'iat', 'iss', 'token_introspection'])
  expect(payload.token_introspection).toEqual({
    active: true,
    aud: sandbox.environment.FRANCECONNECT_CLIENT_ID,
    sub: expect.stringMatching(/^[\da-f]{64}v1$/),
    iat: expect.any(Number),
    exp: expect.any(Number),
    acr: 'eidas1',
    jti: expect.any(String),
    scope: 'cnaf_quotient_familial',
    family_name: 'DUBOIS',
    given_name: 'Angela Claire Louise',
    given_name_array: ['Angela', 'Claire', 'Louise'],
    gender: 'female',
    birthdate: '1962-08-24',
    birthplace: '75107',
    birthcountry: '99100',
  })
  const { iat, exp } = payload.token_introspection as { iat: number; exp: number }
  expect(exp - iat).toBe(60)
})

test('an unknown, an expired and a revoked token are inactive', async () => {
  const inactive = { token_introspection: { active: false } }
  expect(await introspect('x'.repeat(43))).toMatchObject(inactive)
  const { access_token } = await newTokens()
  await oidc.tokenRevocation(config, access_token)
  expect(await introspect(access_token)).toMatchObject(inactive)
  const another = await newTokens()
  sandbox.franceConnect.expireTokens()
  expect(await introspect(another.access_token)).toMatchObject(inactive)
})

test('a token is inactive once its session is over, for API Particulier too', async () => {
  const browser = createHttpBrowser()
  const { access_token, id_token = '' } = await newTokens(browser)
  const back = { post_logout_redirect_uri: `${PUBLIC_URL}/logout-callback` }
  await browser.open(endSessionUrl(config, { ...back, id_token_hint: id_token }))
  expect(await introspect(access_token)).toMatchObject({ token_introspection: { active: false } })
  const answer = await fetch(
    `${sandbox.environment.API_PARTICULIER_URL}/v3/dss/quotient_familial/france_connect`,
    { headers: { Authorization: `Bearer ${access_token}` } },
  )
  expect(answer.status).toBe(401)
})

test('a missing or unexpected parameter is refused, and so is another client, the service itself included', async () => {
  const { FRANCECONNECT_CLIENT_ID = '', FRANCECONNECT_CLIENT_SECRET = '' } = sandbox.environment
  const service = { client_id: FRANCECONNECT_CLIENT_ID, client_secret: FRANCECONNECT_CLIENT_SECRET }
  for (const [parameters, status, error] of [
    [{ token: '' }, 400, 'invalid_request'],
    [{ client_id: '' }, 400, 'invalid_request'],
    [{ client_secret: '' }, 400, 'invalid_request'],
    [{ unexpected: 'x' }, 400, 'invalid_request'],
    [{ client_secret: 'wrong' }, 401, 'invalid_client'],
    [service, 401, 'invalid_client'],
  ] as const) {
    const response = await ask('x'.repeat(43), parameters)
    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({ error, error_description: expect.any(String) })
  }
})
