import { decodeProtectedHeader } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { signIn } from './http-browser.js'
import { organisations } from './proconnect/organisations.js'
import { askUserInfo, discover, leaveForProConnect, obtainTokens, PUBLIC_URL } from './relying-party.js'
import { type Sandbox, startSandbox } from './sandbox.js'

let sandbox: Sandbox
let config: oidc.Configuration

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: PUBLIC_URL } })
  config = await discover(sandbox, 'PROCONNECT')
})
beforeEach(() => sandbox.proConnect.reset())
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => sandbox?.close())

const newTokens = async (identity = 'martine') =>
  obtainTokens(config, await leaveForProConnect(config), { identity })

test('a wrong code verifier is refused', async () => {
  const { url, checks } = await leaveForProConnect(config)
  const returned = await signIn(url, { identity: 'martine' })
  const wrong = { ...checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() }
  await expect(oidc.authorizationCodeGrant(config, returned, wrong)).rejects.toMatchObject({
    error: 'invalid_grant',
  })
})

test('a refresh token obtains another access token, of the same organisation', async () => {
  const first = await newTokens(`sylvie/${organisations.calvi.siret}`)
  const second = await oidc.refreshTokenGrant(config, first.refresh_token ?? '')
  expect(second.access_token).not.toBe(first.access_token)
  expect(await oidc.fetchUserInfo(config, second.access_token, first.claims()?.sub ?? '')).toMatchObject({
    siret: organisations.calvi.siret,
  })
})

test('an access token lives one hour', async () => {
  const { access_token } = await newTokens()
  vi.setSystemTime(Date.now() + 59 * 60_000)
  expect((await askUserInfo(config, access_token)).status).toBe(200)
  vi.setSystemTime(Date.now() + 2 * 60_000)
  expect((await askUserInfo(config, access_token)).status).toBe(401)
})

test('a token can be introspected, then revoked', async () => {
  const { access_token, claims } = await newTokens()
  expect(await oidc.tokenIntrospection(config, access_token)).toMatchObject({
    active: true,
    client_id: sandbox.environment.PROCONNECT_CLIENT_ID,
    sub: claims()?.sub,
  })
  await oidc.tokenRevocation(config, access_token)
  expect(await oidc.tokenIntrospection(config, access_token)).toEqual({ active: false })
  expect((await askUserInfo(config, access_token)).status).toBe(401)
})

test('after a rotation tokens bear the name of another key', async () => {
  const before = await newTokens()
  await sandbox.proConnect.rotateKeys()
  config = await discover(sandbox, 'PROCONNECT')
  const after = await newTokens()
  const [old, next] = [before, after].map(({ id_token = '' }) => decodeProtectedHeader(id_token))
  expect(next).toMatchObject({ alg: 'RS256' })
  expect(next?.kid).not.toBe(old?.kid)
})

test('endpoints can be slow or broken, once', async () => {
  sandbox.proConnect.failNextCall('token', 503)
  await expect(newTokens()).rejects.toThrow()
  const { access_token } = await newTokens()
  sandbox.proConnect.delayNext('userinfo', 150)
  const start = performance.now()
  expect((await askUserInfo(config, access_token)).status).toBe(200)
  expect(performance.now() - start).toBeGreaterThan(145)
})
