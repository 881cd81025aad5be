import * as oidc from 'openid-client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Answer, createHttpBrowser, type HttpBrowser } from './http-browser.js'
import { organisations } from './proconnect/organisations.js'
import {
  askUserInfo,
  discover,
  endSessionUrl,
  leaveForProConnect,
  obtainTokens,
  PUBLIC_URL,
} from './relying-party.js'
import { type Sandbox, startSandbox } from './sandbox.js'

const BACK = { post_logout_redirect_uri: `${PUBLIC_URL}/agent/logout-callback` }
const HOUR = 3600_000
let sandbox: Sandbox
let config: oidc.Configuration
let browser: HttpBrowser

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: PUBLIC_URL } })
  config = await discover(sandbox, 'PROCONNECT')
})
beforeEach(() => {
  sandbox.proConnect.reset()
  browser = createHttpBrowser()
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => sandbox?.close())

const choose = async (answer: Answer) =>
  obtainTokens(config, await leaveForProConnect(config), answer, browser)

/** Opens the address as a browser would: whom a live session names, or null when the page shows. */
async function open(parameters: Record<string, string> = {}) {
  const { url, checks } = await leaveForProConnect(config, parameters)
  const arrived = await browser.open(url)
  if ('page' in arrived) return null
  const tokens = await oidc.authorizationCodeGrant(config, arrived.leftFor, checks)
  return oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
}

test.each([[{}], [{ prompt: 'login' }], [{ prompt: 'none' }], [{ siret_hint: organisations.calvi.siret }]])(
  'a live session goes straight back to the service, also with %j',
  async (parameters) => {
    await choose({ identity: `sylvie/${organisations.fayAuxLoges.siret}` })
    expect(await open(parameters)).toMatchObject({
      usual_name: 'MAURIN',
      siret: organisations.fayAuxLoges.siret,
    })
  },
)

test.each([
  ['another person', { login_hint: 'martine.legendre@fay-aux-loges.example' }],
  ['another identity provider', { idp_hint: '0e7c099f-fe86-49a0-b7d1-19df45397212' }],
  [
    'a level that it did not reach',
    { claims: JSON.stringify({ id_token: { acr: { essential: true, values: ['eidas0-mfa'] } } }) },
  ],
])('a session does not answer for %s', async (_name, parameters) => {
  await choose({ identity: 'sylvie' })
  expect(await open(parameters)).toBeNull()
  await expect(open({ ...parameters, prompt: 'none' })).rejects.toMatchObject({ error: 'login_required' })
})

test('a session lasts 12 hours from the sign-in, used or not', async () => {
  await choose({ identity: 'martine' })
  vi.setSystemTime(Date.now() + 11 * HOUR)
  expect(await open()).not.toBeNull()
  vi.setSystemTime(Date.now() + 1.1 * HOUR)
  expect(await open()).toBeNull()
})

test('signing out comes back with state, ends the session and the tokens, and lets another agent sign in', async () => {
  const { access_token, refresh_token, id_token = '' } = await choose({ identity: 'martine' })
  const left = await browser.open(endSessionUrl(config, { ...BACK, id_token_hint: id_token }))
  expect('leftFor' in left && left.leftFor.href).toBe(`${PUBLIC_URL}/agent/logout-callback?state=the-state`)
  expect((await askUserInfo(config, access_token)).status).toBe(401)
  await expect(oidc.refreshTokenGrant(config, refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  })
  expect(await open()).toBeNull()
  await choose({ identity: 'lisandru' })
  expect(await open()).toMatchObject({ usual_name: 'FICAJOLA' })
})

test('changing organisation is signing out, then in', async () => {
  const { fayAuxLoges, calvi } = organisations
  const { id_token = '' } = await choose({ identity: `sylvie/${fayAuxLoges.siret}` })
  expect(await open({ siret_hint: calvi.siret })).toMatchObject({ siret: fayAuxLoges.siret })
  await browser.open(endSessionUrl(config, { ...BACK, id_token_hint: id_token }))
  await choose({ identity: `sylvie/${calvi.siret}` })
  expect(await open()).toMatchObject({ siret: calvi.siret })
})

test('an address to come back to that is not registered ends on the page Y030111', async () => {
  const { id_token = '' } = await choose({ identity: 'martine' })
  const elsewhere = { post_logout_redirect_uri: 'http://elsewhere.example/', id_token_hint: id_token }
  expect(await browser.read(endSessionUrl(config, elsewhere))).toContain('Y030111')
})

test('a posted choice counts whoever is signed in, for demonstrations and tests', async () => {
  await choose({ identity: 'martine' })
  await choose({ identity: 'lisandru' })
  expect(await open()).toMatchObject({ usual_name: 'FICAJOLA' })
})

test('a test can end every session, and so can the first page of the sandbox', async () => {
  await choose({ identity: 'martine' })
  sandbox.proConnect.forgetSessions()
  expect(await open()).toBeNull()
  await choose({ identity: 'martine' })
  await fetch(sandbox.url, { method: 'POST' })
  expect(await open()).toBeNull()
})
