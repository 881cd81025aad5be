import * as oidc from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createHttpBrowser, signIn } from './http-browser.js'
import { discover, leaveForFranceConnect, obtainTokens, PUBLIC_URL } from './relying-party.js'
import { type Sandbox, startSandbox } from './sandbox.js'

let sandbox: Sandbox
let config: oidc.Configuration

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: PUBLIC_URL } })
  config = await discover(sandbox, 'FRANCECONNECT')
})
beforeEach(() => sandbox.franceConnect.reset())
afterAll(() => sandbox?.close())

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
  ['another response type', { response_type: 'none' }, 'unsupported_response_type'],
  ['a level above eidas1', { acr_values: 'eidas2' }, 'invalid_acr'],
  ['an unknown idp_hint', { idp_hint: 'nobody' }, 'invalid_idp_hint'],
])('%s comes back as an error with state and iss', async (_name, parameters, error) => {
  const { url, checks } = leaveForFranceConnect(config, parameters)
  const response = await fetch(url, { redirect: 'manual' })
  expect(response.status).toBe(303)
  expect(errorOf(new URL(response.headers.get('location') ?? ''))).toMatchObject({
    error,
    error_description: expect.any(String),
    state: checks.expectedState,
    iss: sandbox.environment.FRANCECONNECT_ISSUER,
  })
})

test.each(['access_denied', 'server_error', 'temporarily_unavailable'])(
  'the person can come back from the page with %s',
  async (error) => {
    const { url, checks } = leaveForFranceConnect(config)
    const returned = await signIn(url, { error })
    expect(errorOf(returned)).toEqual({
      error,
      error_description: expect.any(String),
      state: checks.expectedState,
      iss: sandbox.environment.FRANCECONNECT_ISSUER,
    })
    await expect(oidc.authorizationCodeGrant(config, returned, checks)).rejects.toMatchObject({ error })
  },
)

test('a hybrid response type comes back in the fragment', async () => {
  const { url } = leaveForFranceConnect(config, { response_type: 'code id_token' })
  const location = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? ''
  expect(new URL(location).hash).toContain('error=unsupported_response_type')
})

test('a test can make the next sign-in fail, once', async () => {
  sandbox.franceConnect.failNextSignIn('temporarily_unavailable')
  const failed = await signIn(leaveForFranceConnect(config).url, { identity: 'dubois' })
  expect(failed.searchParams.get('error')).toBe('temporarily_unavailable')
  const next = await signIn(leaveForFranceConnect(config).url, { identity: 'dubois' })
  expect(next.searchParams.has('code')).toBe(true)
})

test('an unknown scope is ignored, several levels count as the lowest, prompt=login is accepted', async () => {
  const parameters = {
    scope: 'openid identite_pivot nothing_known',
    acr_values: 'eidas2 eidas1',
    prompt: 'login',
  }
  const tokens = await obtainTokens(config, leaveForFranceConnect(config, parameters), { identity: 'dubois' })
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

function errorOf({ searchParams }: URL): Record<string, string> {
  return Object.fromEntries(searchParams)
}
