import type * as oidc from 'openid-client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Answer, createHttpBrowser, type HttpBrowser } from './http-browser.js'
import {
  askUserInfo,
  discover,
  endSessionUrl,
  leaveForFranceConnect,
  obtainTokens,
  PUBLIC_URL,
} from './relying-party.js'
import { type Sandbox, startSandbox } from './sandbox.js'

const BACK = { post_logout_redirect_uri: `${PUBLIC_URL}/logout-callback` }
const HALF_HOUR = 30 * 60_000
let sandbox: Sandbox
let config: oidc.Configuration
let browser: HttpBrowser

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: PUBLIC_URL } })
  config = await discover(sandbox, 'FRANCECONNECT')
})
beforeEach(() => {
  sandbox.franceConnect.reset()
  browser = createHttpBrowser()
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => sandbox?.close())

const leave = (parameters?: Record<string, string>) => leaveForFranceConnect(config, parameters)
const signIn = (answer: Answer) => obtainTokens(config, leave(), answer, browser)
const subAs = async (answer: Answer) => (await signIn(answer)).claims()?.sub
const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)

test('a second sign-in asks for no identity, only for a confirmation of what is transmitted', async () => {
  const sub = await subAs({ identity: 'dubois' })
  const html = await browser.read(leave().url)
  expect(html).toContain('Angela Claire Louise DUBOIS')
  expect(html).toContain('Date de naissance')
  expect(html).toMatch(/<button[^>]*>Continuer<\/button>/)
  expect(html.match(/<button/g)).toHaveLength(2)
  expect(await subAs({ continue: '1' })).toBe(sub)
})

test('the page of confirmation shows whatever the service asks, and asks for no credentials again', async () => {
  await signIn({ identity: 'dubois' })
  for (const prompt of ['login', 'consent', 'login consent']) {
    expect(await browser.read(leave({ prompt }).url)).toContain('Continuer')
  }
})

test('another identity can be asked for there, and takes the session over', async () => {
  const sub = await subAs({ identity: 'dubois' })
  const sent = await browser.answer(leave().url, { other: '1' })
  const html = 'page' in sent ? await sent.page.text() : ''
  expect(html).toMatch(/<button[^>]*>Élodie Jeanne MARCHADIER<\/button>/)
  expect(await subAs({ identity: 'ordinary' })).not.toBe(sub)
  expect(await browser.read(leave().url)).toContain('avec l’identité de <strong>Élodie Jeanne MARCHADIER')
})

test('the session lasts half an hour from its last use', async () => {
  await signIn({ identity: 'dubois' })
  for (const _use of [1, 2]) {
    pass(HALF_HOUR - 60_000)
    expect(await subAs({ continue: '1' })).toBeDefined()
  }
  pass(HALF_HOUR + 1000)
  expect(await browser.read(leave().url)).toContain('Choisissez une identité')
})

test('confirming without a session leads to the choice', async () => {
  const sent = await browser.answer(leave().url, { continue: '1' })
  expect('page' in sent && sent.page.status).toBe(422)
})

test('two browsers have two sessions', async () => {
  await signIn({ identity: 'dubois' })
  expect(await createHttpBrowser().read(leave().url)).toContain('Choisissez une identité')
})

test('a test can end every session', async () => {
  const { access_token } = await signIn({ identity: 'dubois' })
  sandbox.franceConnect.forgetSessions()
  expect(await browser.read(leave().url)).toContain('Choisissez une identité')
  expect((await askUserInfo(config, access_token)).status).toBe(401)
})

test('signing out ends the session, kills the tokens of all its tabs and comes back with state', async () => {
  const tabs = [await signIn({ identity: 'dubois' }), await signIn({ continue: '1' })]
  expect(await Promise.all(tabs.map(statusOf))).toEqual([200, 200])
  const left = await browser.open(endSessionUrl(config, { ...BACK, id_token_hint: tabs[1]?.id_token ?? '' }))
  expect('leftFor' in left && left.leftFor.href).toBe(`${PUBLIC_URL}/logout-callback?state=the-state`)
  expect(await Promise.all(tabs.map(statusOf))).toEqual([401, 401])
  expect(await browser.read(leave().url)).toContain('Choisissez une identité')
})

test('signing out without a session still comes back', async () => {
  const { id_token = '' } = await signIn({ identity: 'dubois' })
  const left = await createHttpBrowser().open(endSessionUrl(config, { ...BACK, id_token_hint: id_token }))
  expect('leftFor' in left && left.leftFor.pathname).toBe('/logout-callback')
})

test('signing out without an address to come back to ends on a page', async () => {
  const { id_token = '' } = await signIn({ identity: 'dubois' })
  expect(await browser.read(endSessionUrl(config, { id_token_hint: id_token }))).toContain(
    'Vous êtes déconnecté',
  )
})

test('signing out is strict about its parameters', async () => {
  const { id_token = '' } = await signIn({ identity: 'dubois' })
  const elsewhere = { post_logout_redirect_uri: 'http://elsewhere.example/' }
  for (const [parameters, code] of [
    [BACK, 'Y000400'],
    [{ ...BACK, id_token_hint: id_token, unexpected: '1' }, 'Y000400'],
    [{ ...elsewhere, id_token_hint: id_token }, 'Y04CFAEF'],
  ] as const) {
    const arrived = await browser.open(endSessionUrl(config, parameters))
    if (!('page' in arrived)) throw new Error('no page')
    expect(arrived.page.status).toBe(400)
    expect(await arrived.page.text()).toContain(code)
  }
})

async function statusOf({ access_token }: { access_token: string }): Promise<number> {
  return (await askUserInfo(config, access_token)).status
}
