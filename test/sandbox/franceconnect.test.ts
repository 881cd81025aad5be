import { setTimeout as sleep } from 'node:timers/promises'
import { decodeProtectedHeader } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { identities } from './franceconnect/identities.js'
import { createHttpBrowser, signIn } from './http-browser.js'
import { discover, leaveForFranceConnect, PUBLIC_URL } from './relying-party.js'
import { type Sandbox, startSandbox } from './sandbox.js'

let sandbox: Sandbox
let config: oidc.Configuration

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: PUBLIC_URL } })
  config = await discover(sandbox, 'FRANCECONNECT')
})
beforeEach(() => sandbox.franceConnect.reset())
afterAll(() => sandbox.close())

test('a resident signs in: signed id token and user info, only the pivot identity', async () => {
  const { url, checks } = leaveForFranceConnect(config)
  const returned = await signIn(url, { identity: 'dubois' })
  expect(returned.searchParams.get('iss')).toBe(sandbox.environment.FRANCECONNECT_ISSUER)

  const tokens = await oidc.authorizationCodeGrant(config, returned, checks)
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
  const tokens = await obtainTokens('dubois')
  const response = await fetchUserInfo(tokens.access_token)
  expect(response.headers.get('content-type')).toContain('application/jwt')
  expect(decodeProtectedHeader(await response.text())).toEqual({ alg: 'ES256', kid: 'pkcs11:ES256:hsm' })
})

test('every identity can sign in, each with a sub of her own, the same at each time', async () => {
  const subOf = async (id: string) => (await obtainTokens(id)).claims()?.sub
  const subs = await Promise.all(identities.map(({ id }) => subOf(id)))
  expect(new Set(subs).size).toBe(identities.length)
  expect(await subOf('dubois')).toBe(subs[0])
})

test('the page names what is transmitted and offers each identity as a button, and ways out', async () => {
  const arrived = await createHttpBrowser().open(leaveForFranceConnect(config).url)
  const html = 'page' in arrived ? await arrived.page.text() : ''
  expect(html).toContain('Simulation — aucune donnée réelle')
  expect(html).toContain('Quotient familial CAF &amp; MSA et composition de la famille')
  expect(html).not.toContain('Adresse électronique')
  expect(html).toMatch(/<button[^>]*>Angela Claire Louise DUBOIS<\/button>/)
  expect(html).toMatch(/<button[^>]*>Revenir au service<\/button>/)
})

test('giving up and a technical error come back as errors with state and iss', async () => {
  for (const error of ['access_denied', 'server_error']) {
    const { url, checks } = leaveForFranceConnect(config)
    const returned = await signIn(url, { error })
    expect(Object.fromEntries(returned.searchParams)).toMatchObject({
      error,
      state: checks.expectedState,
      iss: sandbox.environment.FRANCECONNECT_ISSUER,
    })
    await expect(oidc.authorizationCodeGrant(config, returned, checks)).rejects.toMatchObject({ error })
  }
})

test('a test can make the next sign-in fail, once', async () => {
  sandbox.franceConnect.failNextSignIn('temporarily_unavailable')
  const failed = await signIn(leaveForFranceConnect(config).url, { identity: 'dubois' })
  expect(failed.searchParams.get('error')).toBe('temporarily_unavailable')
  const next = await signIn(leaveForFranceConnect(config).url, { identity: 'dubois' })
  expect(next.searchParams.has('code')).toBe(true)
})

test.each([
  [
    'PKCE, although the metadata advertises it',
    { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' },
  ],
  ['login_hint', { login_hint: 'a@b.example' }],
  ['a short nonce', { nonce: 'x'.repeat(21) }],
  ['no nonce', { nonce: null }],
  ['no state', { state: null }],
  ['no acr_values', { acr_values: null }],
  ['prompt=none', { prompt: 'none' }],
])('%s ends on the page Y030007', async (_name, parameters) => {
  const response = await fetch(leaveForFranceConnect(config, parameters).url, { redirect: 'manual' })
  expect(response.status).toBe(400)
  expect(response.headers.get('content-type')).toContain('text/html')
  expect(await response.text()).toContain('Y030007')
})

test.each([
  ['a known scope that is not granted', { scope: 'openid email' }, 'invalid_scope'],
  ['no openid scope', { scope: 'identite_pivot' }, 'invalid_request'],
  ['a level above eidas1', { acr_values: 'eidas2' }, 'invalid_acr'],
  ['an unknown idp_hint', { idp_hint: 'nobody' }, 'invalid_idp_hint'],
])('%s comes back as an error', async (_name, parameters, error) => {
  const { url, checks } = leaveForFranceConnect(config, parameters)
  const response = await fetch(url, { redirect: 'manual' })
  expect(response.status).toBe(303)
  const returned = new URL(response.headers.get('location') ?? '').searchParams
  expect(Object.fromEntries(returned)).toMatchObject({
    error,
    state: checks.expectedState,
    iss: sandbox.environment.FRANCECONNECT_ISSUER,
  })
})

test('an unknown scope is ignored, several levels count as the lowest, prompt=login is accepted', async () => {
  const parameters = {
    scope: 'openid identite_pivot nothing_known',
    acr_values: 'eidas2 eidas1',
    prompt: 'login',
  }
  const { url, checks } = leaveForFranceConnect(config, parameters)
  const tokens = await oidc.authorizationCodeGrant(config, await signIn(url, { identity: 'dubois' }), checks)
  expect(tokens.scope).toBe('openid identite_pivot')
})

test('a sign-in may leave by POST', async () => {
  const { url } = leaveForFranceConnect(config)
  const arrived = await createHttpBrowser().submit(
    `${url.origin}${url.pathname}`,
    Object.fromEntries(url.searchParams),
  )
  expect('page' in arrived && arrived.page.status).toBe(200)
})

test('an unknown client and an unknown redirect address end on a page', async () => {
  for (const [parameters, code] of [
    [{ client_id: 'nobody' }, 'Y04EA6EF'],
    [{ redirect_uri: 'http://elsewhere.example/callback' }, 'Y04C013C'],
  ] as const) {
    const response = await fetch(leaveForFranceConnect(config, parameters).url, {
      redirect: 'manual',
      headers: { Accept: 'text/html' },
    })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(code)
  }
})

test('a code serves once', async () => {
  const { url, checks } = leaveForFranceConnect(config)
  const returned = await signIn(url, { identity: 'dubois' })
  const tokens = await oidc.authorizationCodeGrant(config, returned, checks)
  await expect(oidc.authorizationCodeGrant(config, returned, checks)).rejects.toMatchObject({
    error: 'invalid_grant',
  })
  expect((await fetchUserInfo(tokens.access_token)).status).toBe(401)
})

test('a wrong secret is refused, HTTP Basic is accepted', async () => {
  const {
    FRANCECONNECT_ISSUER: issuer,
    FRANCECONNECT_CLIENT_ID: id,
    FRANCECONNECT_CLIENT_SECRET: secret,
  } = sandbox.environment
  const body = async () => {
    const code =
      (await signIn(leaveForFranceConnect(config).url, { identity: 'dubois' })).searchParams.get('code') ?? ''
    return new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: `${PUBLIC_URL}/callback`,
    })
  }
  const ask = async (password: string | undefined) =>
    fetch(`${issuer}/token`, {
      method: 'POST',
      body: await body(),
      headers: { Authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}` },
    })
  expect((await ask('wrong')).status).toBe(401)
  expect((await ask(secret)).status).toBe(200)
})

test('an access token dies after its life', async () => {
  sandbox.franceConnect.makeTokensExpireAfter(1)
  const tokens = await obtainTokens('dubois')
  expect(tokens.expires_in).toBe(1)
  await sleep(1100)
  expect((await fetchUserInfo(tokens.access_token)).status).toBe(401)
})

test('signing out ends the session, kills the token and comes back with state', async () => {
  const browser = createHttpBrowser()
  const { url, checks } = leaveForFranceConnect(config)
  const arrived = await browser.open(url)
  if (!('page' in arrived)) throw new Error('no page')
  const sent = await browser.submit(arrived.url, { identity: 'dubois' })
  if (!('leftFor' in sent)) throw new Error('no return')
  const tokens = await oidc.authorizationCodeGrant(config, sent.leftFor, checks)

  const left = await browser.open(endSessionUrl({ id_token_hint: tokens.id_token ?? '' }))
  expect('leftFor' in left && left.leftFor.href).toBe(`${PUBLIC_URL}/logout-callback?state=the-state`)
  expect((await fetchUserInfo(tokens.access_token)).status).toBe(401)
})

test('signing out without a session still comes back', async () => {
  const tokens = await obtainTokens('dubois')
  const left = await createHttpBrowser().open(endSessionUrl({ id_token_hint: tokens.id_token ?? '' }))
  expect('leftFor' in left && left.leftFor.pathname).toBe('/logout-callback')
})

test('signing out is strict about its parameters', async () => {
  const { id_token: hint = '' } = await obtainTokens('dubois')
  for (const [parameters, code] of [
    [{}, 'Y000400'],
    [{ id_token_hint: hint, unexpected: '1' }, 'Y000400'],
    [{ id_token_hint: hint, post_logout_redirect_uri: 'http://elsewhere.example/' }, 'Y04CFAEF'],
  ] as const) {
    const response = await fetch(endSessionUrl(parameters), {
      redirect: 'manual',
      headers: { Accept: 'text/html' },
    })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(code)
  }
})

test('cookies bear names of their own', async () => {
  const response = await fetch(leaveForFranceConnect(config).url, { redirect: 'manual' })
  const names = response.headers.getSetCookie().map((line) => line.split('=')[0])
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter((name) => !name?.startsWith('sandbox_fc_'))).toEqual([])
})

test('access tokens are listed, for tests that look for leaks', async () => {
  const tokens = await obtainTokens('dubois')
  expect(sandbox.franceConnect.accessTokens).toEqual([tokens.access_token])
})

async function obtainTokens(identity: string) {
  const { url, checks } = leaveForFranceConnect(config)
  return oidc.authorizationCodeGrant(config, await signIn(url, { identity }), checks)
}

function fetchUserInfo(accessToken: string): Promise<Response> {
  const address = `${sandbox.environment.FRANCECONNECT_ISSUER}/userinfo`
  return fetch(address, { headers: { Authorization: `Bearer ${accessToken}` } })
}

function endSessionUrl(parameters: Record<string, string>): URL {
  const url = new URL(`${sandbox.environment.FRANCECONNECT_ISSUER}/session/end`)
  url.search = new URLSearchParams({
    post_logout_redirect_uri: `${PUBLIC_URL}/logout-callback`,
    state: 'the-state',
    ...parameters,
  }).toString()
  return url
}
