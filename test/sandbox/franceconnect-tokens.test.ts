import * as oidc from 'openid-client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { signIn } from './http-browser.js'
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

async function newCode(): Promise<string> {
  const returned = await signIn(leaveForFranceConnect(config).url, { identity: 'dubois' })
  return returned.searchParams.get('code') ?? ''
}

function exchange(code: string, parameters: Record<string, string> = {}, headers = {}): Promise<Response> {
  const { FRANCECONNECT_CLIENT_ID = '', FRANCECONNECT_CLIENT_SECRET = '' } = sandbox.environment
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    redirect_uri: `${PUBLIC_URL}/callback`,
    client_id: FRANCECONNECT_CLIENT_ID,
    client_secret: FRANCECONNECT_CLIENT_SECRET,
    code,
    ...parameters,
  })
  return fetch(`${sandbox.environment.FRANCECONNECT_ISSUER}/token`, { method: 'POST', body, headers })
}

async function expectError(response: Response, status: number, error: string, code: string): Promise<void> {
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toContain('application/json')
  expect(await response.json()).toEqual({
    error,
    error_description: expect.any(String),
    error_uri: expect.stringMatching(
      new RegExp(
        `^https://docs\\.partenaires\\.franceconnect\\.gouv\\.fr/.*\\?code=${code}&id=[\\da-f-]{36}$`,
      ),
    ),
  })
}

test('a wrong secret and an unknown client are refused', async () => {
  const wrong = { client_secret: 'wrong' }
  await expectError(await exchange(await newCode(), wrong), 401, 'invalid_client', 'Y0434A7B')
  await expectError(await exchange('x', { client_id: 'nobody' }), 401, 'invalid_client', 'Y0434A7B')
})

test('a missing and an unknown code are refused, as JSON whatever is accepted', async () => {
  await expectError(await exchange(''), 400, 'invalid_request', 'Y048017B')
  await expectError(await exchange('x'.repeat(43)), 400, 'invalid_grant', 'Y049E20B')
  const html = { Accept: 'text/html' }
  await expectError(await exchange('x'.repeat(43), {}, html), 400, 'invalid_grant', 'Y049E20B')
})

test('a code serves once; a second use kills what the first obtained', async () => {
  const code = await newCode()
  const { access_token } = (await (await exchange(code)).json()) as { access_token: string }
  await expectError(await exchange(code), 400, 'invalid_grant', 'Y049E20B')
  expect((await askUserInfo(config, access_token)).status).toBe(401)
})

test('a code lives 30 seconds', async () => {
  const [one, other] = [await newCode(), await newCode()]
  vi.setSystemTime(Date.now() + 25_000)
  expect((await exchange(one)).status).toBe(200)
  vi.setSystemTime(Date.now() + 6_000)
  await expectError(await exchange(other), 400, 'invalid_grant', 'Y049E20B')
})

test('HTTP Basic is accepted', async () => {
  const { FRANCECONNECT_CLIENT_ID: id, FRANCECONNECT_CLIENT_SECRET: secret } = sandbox.environment
  const response = await fetch(`${sandbox.environment.FRANCECONNECT_ISSUER}/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      redirect_uri: `${PUBLIC_URL}/callback`,
      code: await newCode(),
    }),
  })
  expect(response.status).toBe(200)
})

test('user info is refused without a token and with one that is unknown', async () => {
  const bare = await fetch(`${sandbox.environment.FRANCECONNECT_ISSUER}/userinfo`)
  await expectError(bare, 401, 'invalid_token', 'Y04146A2')
  await expectError(await askUserInfo(config, 'x'.repeat(43)), 401, 'invalid_token', 'Y040001')
})

test('an access token lives 60 seconds, or as long as a test says', async () => {
  const ordinary = await newTokens()
  sandbox.franceConnect.makeTokensExpireAfter(5)
  const brief = await newTokens()
  expect([ordinary.expires_in, brief.expires_in]).toEqual([60, 5])
  vi.setSystemTime(Date.now() + 6_000)
  expect((await askUserInfo(config, ordinary.access_token)).status).toBe(200)
  await expectError(await askUserInfo(config, brief.access_token), 401, 'invalid_token', 'Y040001')
  vi.setSystemTime(Date.now() + 55_000)
  await expectError(await askUserInfo(config, ordinary.access_token), 401, 'invalid_token', 'Y040001')
})

test('a token can be revoked', async () => {
  const { access_token } = await newTokens()
  await oidc.tokenRevocation(config, access_token)
  expect((await askUserInfo(config, access_token)).status).toBe(401)
})
