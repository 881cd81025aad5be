import { decodeProtectedHeader } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createHttpBrowser, signIn } from './http-browser.js'
import { askUserInfo, discover, leaveForFranceConnect, obtainTokens, PUBLIC_URL } from './relying-party.js'
import { type Sandbox, startSandbox } from './sandbox.js'

let sandbox: Sandbox
let config: oidc.Configuration

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: PUBLIC_URL } })
  config = await discover(sandbox, 'FRANCECONNECT')
})
beforeEach(() => sandbox.franceConnect.reset())
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => sandbox?.close())

const newTokens = () => obtainTokens(config, leaveForFranceConnect(config), { identity: 'dubois' })

test('a late answer of the token endpoint brings a token that has aged', async () => {
  sandbox.franceConnect.makeTokensExpireAfter(1)
  sandbox.franceConnect.delayNext('token', 1100)
  const { access_token, expires_in } = await newTokens()
  expect(expires_in).toBe(1)
  expect((await askUserInfo(config, access_token)).status).toBe(401)
})

test('a late answer of user info is whole, and only one is late', async () => {
  const { access_token } = await newTokens()
  sandbox.franceConnect.delayNext('userinfo', 200)
  for (const late of [true, false]) {
    const start = performance.now()
    expect((await askUserInfo(config, access_token)).status).toBe(200)
    expect(performance.now() - start > 195).toBe(late)
  }
})

test('a broken endpoint answers once with a page; the code stays good', async () => {
  sandbox.franceConnect.failNextCall('token', 503)
  const { url, checks } = leaveForFranceConnect(config)
  const returned = await signIn(url, { identity: 'dubois' })
  await expect(oidc.authorizationCodeGrant(config, returned, checks)).rejects.toThrow()
  const { access_token } = await oidc.authorizationCodeGrant(config, returned, checks)
  sandbox.franceConnect.failNextCall('userinfo', 502)
  const broken = await askUserInfo(config, access_token)
  expect([broken.status, broken.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8'])
  expect((await askUserInfo(config, access_token)).status).toBe(200)
})

test('after a rotation the keys are others, and a service that kept the old ones must fetch them', async () => {
  const before = await newTokens()
  await sandbox.franceConnect.rotateKeys()
  const kidBefore = decodeProtectedHeader(before.id_token ?? '').kid
  expect(await publishedKids()).not.toContain(kidBefore)
  // The service's library asks for the keys again only when those it has are a minute old.
  await expect(newTokens()).rejects.toThrow()
  vi.setSystemTime(Date.now() + 61_000)
  const { kid } = decodeProtectedHeader((await newTokens()).id_token ?? '')
  expect(await publishedKids()).toContain(kid)
  expect(kid).not.toBe(kidBefore)
})

test('a rotation ends no session, no token and no sign-in under way', async () => {
  const browser = createHttpBrowser()
  const { url, checks } = leaveForFranceConnect(config)
  const arrived = await browser.open(url)
  await sandbox.franceConnect.rotateKeys()
  const fresh = await discover(sandbox, 'FRANCECONNECT')
  const sent = 'page' in arrived ? await browser.submit(arrived.url, { identity: 'dubois' }) : arrived
  if (!('leftFor' in sent)) throw new Error('no return')
  const { access_token } = await oidc.authorizationCodeGrant(fresh, sent.leftFor, checks)
  await sandbox.franceConnect.rotateKeys()
  expect((await askUserInfo(config, access_token)).status).toBe(200)
  expect(await browser.read(leaveForFranceConnect(config).url)).toContain('Continuer')
})

async function publishedKids(): Promise<unknown[]> {
  const response = await fetch(`${sandbox.environment.FRANCECONNECT_ISSUER}/jwks`)
  return ((await response.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
}
