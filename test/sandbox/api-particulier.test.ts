import * as oidc from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codesOf, RECIPIENT } from './api-particulier/start-alone.js'
import { signIn } from './http-browser.js'
import { discover, leaveForFranceConnect, PUBLIC_URL } from './relying-party.js'
import { type Sandbox, startSandbox } from './sandbox.js'

// With the tokens of the simulated FranceConnect; the other tests of API Particulier do without it.
let sandbox: Sandbox
let config: oidc.Configuration

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: PUBLIC_URL } })
  config = await discover(sandbox, 'FRANCECONNECT')
})
beforeEach(() => {
  sandbox.apiParticulier.reset()
  sandbox.franceConnect.reset()
})
afterAll(() => sandbox.close())

test('a resident’s token opens her quotient familial, more than once', async () => {
  const token = await tokenOf('ordinary')
  expect([(await ask(token)).status, (await ask(token)).status]).toEqual([200, 200])
})

test('a malformed, an unknown and an expired token are refused', async () => {
  const token = await tokenOf('ordinary')
  sandbox.franceConnect.expireTokens()
  expect(await codesOf(await ask('short'))).toEqual(['50001'])
  expect(await codesOf(await ask('x'.repeat(43)))).toEqual(['50002'])
  expect(await codesOf(await ask(token))).toEqual(['50002'])
})

test('a token that expired does not open an answer kept in the cache', async () => {
  const token = await tokenOf('ordinary')
  await ask(token)
  sandbox.franceConnect.expireTokens()
  expect((await ask(token)).status).toBe(401)
})

test('a token without any scope of the quotient familial is refused: 403 00100', async () => {
  const response = await ask(await tokenOf('ordinary', 'openid identite_pivot'))
  expect(response.status).toBe(403)
  expect(await codesOf(response)).toEqual(['00100'])
})

test('requests are recorded, without their token', async () => {
  const token = await tokenOf('ordinary')
  await ask(token)
  expect(sandbox.apiParticulier.requests).toEqual([
    {
      method: 'GET',
      path: '/v3/dss/quotient_familial/france_connect',
      query: { recipient: RECIPIENT },
      bearer: true,
      requestId: null,
      userAgent: expect.any(String),
      cacheControl: null,
      startedAt: expect.any(Number),
      endedAt: expect.any(Number),
      status: 200,
    },
  ])
  expect(JSON.stringify(sandbox.apiParticulier.requests)).not.toContain(token)
})

async function tokenOf(identity: string, scope?: string): Promise<string> {
  const { url, checks } = leaveForFranceConnect(config, scope ? { scope } : {})
  return (await oidc.authorizationCodeGrant(config, await signIn(url, { identity }), checks)).access_token
}

function ask(token: string): Promise<Response> {
  const path = `/v3/dss/quotient_familial/france_connect?recipient=${RECIPIENT}`
  return fetch(`${sandbox.environment.API_PARTICULIER_URL}${path}`, {
    headers: { Authorization: `Bearer ${token}` },
  })
}
