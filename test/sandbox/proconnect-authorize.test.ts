import type * as oidc from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createHttpBrowser, signIn } from './http-browser.js'
import { organisations } from './proconnect/organisations.js'
import { personas } from './proconnect/personas.js'
import { discover, leaveForProConnect, obtainTokens, PUBLIC_URL } from './relying-party.js'
import { type Sandbox, startSandbox } from './sandbox.js'

let sandbox: Sandbox
let config: oidc.Configuration

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: PUBLIC_URL } })
  config = await discover(sandbox, 'PROCONNECT')
})
beforeEach(() => sandbox.proConnect.reset())
afterAll(() => sandbox?.close())

const martine = { identity: 'martine' }

async function errorOf(parameters: Record<string, string>, answer: Parameters<typeof signIn>[1] = martine) {
  const { url, checks } = await leaveForProConnect(config, parameters)
  const returned = Object.fromEntries((await signIn(url, answer)).searchParams)
  expect(returned).toMatchObject({
    state: checks.expectedState,
    iss: sandbox.environment.PROCONNECT_ISSUER,
  })
  return returned
}

test.each([
  ['prompt=select_account', { prompt: 'select_account' }, 'invalid_request', 'unsupported prompt'],
  ['prompt=select_organization', { prompt: 'select_organization' }, 'invalid_request', 'unsupported prompt'],
  ['prompt=none without a session', { prompt: 'none' }, 'login_required', ''],
  ['an unknown idp_hint', { idp_hint: 'nobody' }, 'idp_hint_not_found', 'could not be found'],
  ['a known scope that is not granted', { scope: 'openid chorusdt' }, 'invalid_scope', ''],
  ['no openid scope', { scope: 'email' }, 'invalid_request', ''],
])('%s comes back as an error with state and iss', async (_name, parameters, error, description) => {
  const returned = await errorOf(parameters)
  expect(returned.error).toBe(error)
  expect(returned.error_description).toContain(description)
})

test.each(['access_denied', 'server_error', 'temporarily_unavailable'])(
  'the agent can come back from the page with %s',
  async (error) => {
    expect((await errorOf({}, { error })).error).toBe(error)
  },
)

test('a test can make the next sign-in fail, once', async () => {
  sandbox.proConnect.failNextSignIn('server_error')
  expect((await errorOf({})).error).toBe('server_error')
  expect(await errorOf({})).toHaveProperty('code')
})

test('unknown parameters and scopes are dropped, prompt=login and consent accepted, POST too', async () => {
  const scope = 'openid email is_service_public'
  const departure = await leaveForProConnect(config, { scope, prompt: 'login consent', unknown: 'x' })
  expect((await obtainTokens(config, departure, martine)).scope).toBe('openid email')
  const { url } = await leaveForProConnect(config)
  const form = Object.fromEntries(url.searchParams)
  const arrived = await createHttpBrowser().submit(`${url.origin}${url.pathname}`, form)
  expect('page' in arrived && arrived.page.status).toBe(200)
})

test('without state or nonce there is no way back', async () => {
  for (const missing of ['state', 'nonce']) {
    const response = await fetch((await leaveForProConnect(config, { [missing]: null })).url)
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('Y000400')])
  }
})

test('hints only suggest: an identity provider, then the person and the organisation first', async () => {
  const names = async (hints: Record<string, string>) => {
    const html = await createHttpBrowser().read((await leaveForProConnect(config, hints)).url)
    return [...html.matchAll(/<button[^>]*name="identity"[^>]*>([^<]*)</g)].map((match) => match[1])
  }
  const dinum = personas.find(({ id }) => id === 'claire')?.idpId ?? ''
  expect(await names({ idp_hint: dinum })).toEqual([
    expect.stringContaining('Claire FONTENAILLE'),
    expect.stringContaining('Yann KERGUELIN'),
  ])
  const hints = { login_hint: 'sylvie.maurin@mairies.example', siret_hint: organisations.calvi.siret }
  expect((await names(hints))[0]).toBe('Sylvie MAURIN — Commune de Calvi')
  expect(await errorOf(hints)).toHaveProperty('code')
})

const MFA = ['eidas0-mfa', 'eidas1-mfa', 'eidas2', 'eidas3']

test.each([
  ['martine', null, 'eidas0', ['pwd', 'mail']],
  ['martine', MFA, 'eidas0-mfa', ['pwd', 'mail', 'otp', 'mfa']],
  ['yann', null, 'eidas1', ['pwd']],
  ['yann', MFA, 'eidas1-mfa', ['pwd', 'mail', 'otp', 'mfa']],
  ['claire', MFA, 'eidas1-mfa', ['pwd', 'otp', 'mfa']],
])('%s reaches, with %j required, %s', async (identity, values, acr, amr) => {
  const wanted = values ? { essential: true, values } : null
  const claims = JSON.stringify({ id_token: { acr: wanted, amr: null } })
  const tokens = await obtainTokens(config, await leaveForProConnect(config, { claims }), { identity })
  expect(tokens.claims()).toMatchObject({ acr, amr })
})

test.each([
  ['martine', ['eidas1', 'eidas1-mfa']],
  ['claire', ['eidas1']],
  ['yann', ['eidas2', 'eidas3']],
])('%s is refused when one of %j is required: levels are matched exactly', async (identity, values) => {
  const claims = JSON.stringify({ id_token: { acr: { essential: true, values } } })
  expect((await errorOf({ claims }, { identity })).error).toBe('access_denied')
})

test('level and means come only when they are asked for', async () => {
  const claims = (await obtainTokens(config, await leaveForProConnect(config), martine)).claims()
  expect(claims).not.toHaveProperty('acr')
  expect(claims).not.toHaveProperty('amr')
})
