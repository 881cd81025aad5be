import { decodeProtectedHeader } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { identities } from './franceconnect/identities.js'
import { createHttpBrowser } from './http-browser.js'
import { askUserInfo, discover, leaveForFranceConnect, obtainTokens, PUBLIC_URL } from './relying-party.js'
import { type Sandbox, startSandbox } from './sandbox.js'

let sandbox: Sandbox
let config: oidc.Configuration

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: PUBLIC_URL } })
  config = await discover(sandbox, 'FRANCECONNECT')
})
beforeEach(() => sandbox.franceConnect.reset())
afterAll(() => sandbox?.close())

const signInAs = (identity: string) => obtainTokens(config, leaveForFranceConnect(config), { identity })

test('a resident signs in: signed id token and user info, only the pivot identity', async () => {
  const tokens = await signInAs('dubois')
  expect(tokens).toMatchObject({ expires_in: 60, token_type: 'bearer' })
  expect(Object.keys(tokens).sort()).toEqual([
    'access_token',
    'expires_in',
    'id_token',
    'scope',
    'token_type',
  ])
  expect(tokens.claims()).toMatchObject({
    acr: 'eidas1',
    auth_time: expect.any(Number),
    sub: expect.stringMatching(/^[\da-f]{64}v1$/),
  })
  expect(decodeProtectedHeader(tokens.id_token ?? '')).toEqual({ alg: 'ES256', kid: 'pkcs11:ES256:hsm' })

  const userInfo = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
  expect(userInfo).toEqual({
    sub: tokens.claims()?.sub,
    aud: sandbox.environment.FRANCECONNECT_CLIENT_ID,
    iss: sandbox.environment.FRANCECONNECT_ISSUER,
    iat: expect.any(Number),
    exp: expect.any(Number),
    family_name: 'DUBOIS',
    given_name: 'Angela Claire Louise',
    given_name_array: ['Angela', 'Claire', 'Louise'],
    gender: 'female',
    birthdate: '1962-08-24',
    birthplace: '75107',
    birthcountry: '99100',
  })
})

test('the metadata advertises what the real one does', async () => {
  const response = await fetch(`${sandbox.environment.FRANCECONNECT_ISSUER}/.well-known/openid-configuration`)
  expect(response.headers.get('cache-control')).toBe('public, max-age=600')
  expect(await response.json()).toMatchObject({
    acr_values_supported: ['eidas1'],
    authorization_response_iss_parameter_supported: true,
    code_challenge_methods_supported: ['S256'],
    end_session_endpoint: expect.stringMatching(/\/api\/v2\/session\/end$/),
    grant_types_supported: ['authorization_code'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    userinfo_signing_alg_values_supported: expect.arrayContaining(['ES256', 'RS256']),
  })
})

test('user info is a signed token, not plain JSON', async () => {
  const response = await askUserInfo(config, (await signInAs('dubois')).access_token)
  expect(response.headers.get('content-type')).toContain('application/jwt')
  expect(decodeProtectedHeader(await response.text())).toEqual({ alg: 'ES256', kid: 'pkcs11:ES256:hsm' })
})

test('every identity can sign in, each with a sub of her own, the same at each time', async () => {
  const subOf = async (id: string) => (await signInAs(id)).claims()?.sub
  const subs = await Promise.all(identities.map(({ id }) => subOf(id)))
  expect(new Set(subs).size).toBe(identities.length)
  expect(await subOf('dubois')).toBe(subs[0])
})

test.each([
  ['born-abroad', { birthplace: '', birthcountry: '99352' }],
  ['gender-unspecified', { gender: 'unspecified' }],
  ['name-with-space', { given_name: 'Jean Marc Louis', given_name_array: ['Jean Marc', 'Louis'] }],
  ['name-with-apostrophe', { given_name_array: ["N'Deye", 'Aïssatou'], family_name: "L'HOSTELLIER" }],
  ['name-with-hyphen', { given_name_array: ['Anne-Laure', 'Marie-Noëlle'], family_name: 'TROIS-FONTANES' }],
  ['corsica', { birthplace: '2A004', birthcountry: '99100' }],
  ['presumed-date', { birthdate: '1958-00-00' }],
  ['european', { birthplace: 'Sevilla', gender: undefined, birthcountry: undefined }],
])('the identity %s is as it can come: %j', async (id, claims) => {
  const tokens = await signInAs(id)
  const userInfo = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
  expect({
    ...Object.fromEntries(Object.keys(claims).map((name) => [name, undefined])),
    ...userInfo,
  }).toMatchObject(claims)
})

test('an e-mail address is given to a service that is granted it, asks for it, and only if there is one', async () => {
  const relyingParty = { publicUrl: PUBLIC_URL, franceConnectScopes: ['openid', 'given_name', 'email'] }
  const other = await startSandbox({ relyingParty })
  const granted = await discover(other, 'FRANCECONNECT')
  const emailOf = async (identity: string, scope: string) => {
    const tokens = await obtainTokens(granted, leaveForFranceConnect(granted, { scope }), { identity })
    return (await oidc.fetchUserInfo(granted, tokens.access_token, tokens.claims()?.sub ?? '')).email
  }
  expect(await emailOf('ordinary', 'openid given_name email')).toBe('ordinary@usager.example')
  expect(await emailOf('ordinary', 'openid given_name')).toBeUndefined()
  expect(await emailOf('no-email', 'openid given_name email')).toBeUndefined()
  await other.close()
})

test('with the scope openid alone the sign-in is anonymous', async () => {
  const tokens = await obtainTokens(config, leaveForFranceConnect(config, { scope: 'openid' }), {
    identity: 'dubois',
  })
  const userInfo = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
  expect(Object.keys(userInfo).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sub'])
})

test('the page names what is transmitted and offers each identity as a button, and ways out', async () => {
  const html = await createHttpBrowser().read(leaveForFranceConnect(config).url)
  expect(html).toContain('Simulation — aucune donnée réelle')
  expect(html).toContain('Quotient familial CAF &amp; MSA et composition de la famille')
  expect(html).not.toContain('Adresse électronique')
  expect(html).toMatch(/<button[^>]*>Angela Claire Louise DUBOIS<\/button>/)
  expect(html).toMatch(/<button[^>]*>Revenir au service<\/button>/)
})

test('cookies bear names of their own', async () => {
  const response = await fetch(leaveForFranceConnect(config).url, { redirect: 'manual' })
  const names = response.headers.getSetCookie().map((line) => line.split('=')[0])
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter((name) => !name?.startsWith('sandbox_fc_'))).toEqual([])
})

test('access tokens are listed, for tests that look for leaks', async () => {
  const tokens = await signInAs('dubois')
  expect(sandbox.franceConnect.accessTokens).toEqual([tokens.access_token])
})
