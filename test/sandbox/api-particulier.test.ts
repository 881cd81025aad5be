import { randomUUID } from 'node:crypto'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { UNREQUESTED_MARKERS } from './api-particulier/invented-family.js'
import { officialCases } from './api-particulier/official-cases.js'
import { identities } from './franceconnect/identities.js'
import { signIn } from './http-browser.js'
import { organisations } from './proconnect/organisations.js'
import { discover, leaveForFranceConnect, PUBLIC_URL } from './relying-party.js'
import { type Sandbox, startSandbox } from './sandbox.js'

const RECIPIENT = organisations.fayAuxLoges.siret
const NOW = new Date('2026-03-31T22:30:00Z')
let sandbox: Sandbox
let config: oidc.Configuration

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: PUBLIC_URL }, now: () => NOW })
  config = await discover(sandbox, 'FRANCECONNECT')
})
beforeEach(() => {
  sandbox.apiParticulier.reset()
  sandbox.apiParticulier.slowAnswersTake(50)
  sandbox.franceConnect.reset()
})
afterAll(() => sandbox.close())

test.each(Object.entries(officialCases))(
  'the official answer of %s is served to the byte',
  async (id, { status, payload }) => {
    const response = await ask(await tokenOf(id))
    expect(response.status).toBe(status)
    expect(await response.text()).toBe(payload)
  },
)

test.each([
  ['ordinary', 200, 'CNAF', 742],
  ['msa', 200, 'MSA', 612],
  ['zero', 200, 'CNAF', 0],
  ['null-value', 200, 'CNAF', null],
  ['slow', 200, 'CNAF', 1180],
  ['unknown-provider', 200, 'RNCPS', 905],
  ['born-abroad', 200, 'CNAF', 388],
  ['corsica', 200, 'CNAF', 1024],
  ['no-email', 200, 'CNAF', 1490],
  ['gender-unspecified', 200, 'CNAF', 701],
  ['name-with-space', 200, 'CNAF', 830],
  ['name-with-apostrophe', 200, 'CNAF', 455],
  ['name-with-hyphen', 200, 'CNAF', 967],
])('%s is answered %i, %s, %s', async (id, status, fournisseur, valeur) => {
  const response = await ask(await tokenOf(id))
  expect(response.status).toBe(status)
  expect((await jsonOf(response)).data.quotient_familial).toMatchObject({
    fournisseur,
    valeur,
    annee: 2026,
    mois: 4,
  })
})

test.each([
  ['no-caf-file', 404, '23003'],
  ['no-msa-file', 404, '10003'],
  ['no-file-anywhere', 404, '35003'],
  ['not-identified', 422, '00355'],
  ['busy', 409, '00015'],
  ['maintenance', 503, '35020'],
  ['timeout', 504, '35002'],
  ['presumed-date', 422, '00423'],
  ['european', 422, '00400'],
])('%s is refused with %i, %s', async (id, status, code) => {
  const response = await ask(await tokenOf(id))
  expect(response.status).toBe(status)
  const { errors } = await jsonOf(response)
  expect(errors).toEqual([
    { code, title: expect.any(String), detail: expect.any(String), meta: expect.any(Object) },
  ])
})

test('every identity has an answer', async () => {
  const statuses = await Promise.all(
    identities.map(async ({ id }, at) => (await ask(await tokenOf(id), { unused: String(at) })).status),
  )
  expect(statuses.filter((status) => status === 500)).toEqual([])
})

test('an answer carries more than was asked for', async () => {
  const body = await (await ask(await tokenOf('ordinary'))).text()
  for (const marker of UNREQUESTED_MARKERS) expect(body).toContain(marker)
  expect(Object.keys(JSON.parse(body).data)).toEqual([
    'quotient_familial',
    'allocataires',
    'enfants',
    'adresse',
    'champ_inconnu',
  ])
})

test('the key asked for may be missing', async () => {
  const response = await ask(await tokenOf('missing-key'))
  expect(response.status).toBe(200)
  expect((await jsonOf(response)).data).not.toHaveProperty('quotient_familial')
})

test('a web page may come in place of JSON', async () => {
  const response = await ask(await tokenOf('html'))
  expect(response.headers.get('content-type')).toContain('text/html')
})

test('a maintenance says when it ends', async () => {
  const { errors } = await jsonOf(await ask(await tokenOf('maintenance')))
  expect(errors[0]).toMatchObject({
    detail: expect.stringContaining('00:30 à 01:00'),
    meta: { retry_in: 1800 },
  })
})

test('headers: request id, rate, media type', async () => {
  const requestId = randomUUID()
  const response = await ask(await tokenOf('ordinary'), {}, { 'X-Request-Id': requestId })
  expect(response.headers.get('x-request-id')).toBe(requestId)
  expect(response.headers.get('ratelimit-limit')).toBe('20')
  expect(response.headers.get('ratelimit-remaining')).toBe('19')
  expect(Number(response.headers.get('ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000 - 1)
  expect(response.headers.get('content-type')).toContain('application/vnd.api+json')
  expect(await codesOf(await ask(await tokenOf('ordinary'), {}, { 'X-Request-Id': 'not-a-uuid' }))).toEqual([
    '00401',
  ])
})

test('without a bearer: 401 00101', async () => {
  const response = await fetch(
    `${sandbox.environment.API_PARTICULIER_URL}/v3/dss/quotient_familial/france_connect`,
  )
  expect(response.status).toBe(401)
  expect(response.headers.get('content-type')).toContain('application/json')
  expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
  expect(await codesOf(response)).toEqual(['00101'])
})

test('a malformed, an unknown and an expired token are refused, under both numberings', async () => {
  const token = await tokenOf('ordinary')
  sandbox.franceConnect.expireTokens()
  expect(await codesOf(await ask('short'))).toEqual(['50001'])
  expect(await codesOf(await ask('x'.repeat(43)))).toEqual(['50002'])
  expect(await codesOf(await ask(token))).toEqual(['50002'])
  sandbox.apiParticulier.useNumbering('new')
  expect(await codesOf(await ask('short'))).toEqual(['51501'])
  expect(await codesOf(await ask(token))).toEqual(['51502'])
  expect(await codesOf(await ask(await tokenOf('not-identified')))).toEqual(['35560'])
})

test('a token without any scope of the quotient familial is refused: 403 00100', async () => {
  const response = await ask(await tokenOf('ordinary', 'openid identite_pivot'))
  expect(response.status).toBe(403)
  expect(await codesOf(response)).toEqual(['00100'])
})

test('two residents of one recipient collide, those of two recipients do not', async () => {
  sandbox.apiParticulier.slowAnswersTake(300)
  const [first, second, third] = await Promise.all([tokenOf('slow'), tokenOf('slow'), tokenOf('slow')])
  const answers = await Promise.all([
    ask(first),
    ask(second),
    ask(third, { recipient: organisations.calvi.siret }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409])
  expect((await ask(second)).status).toBe(200)
})

test('a refused recipient leaves its lock', async () => {
  const token = await tokenOf('ordinary')
  for (const recipient of ['', '21450142100018', '123', '2145014210001A']) {
    const response = await ask(token, { recipient })
    expect(response.status).toBe(422)
    expect((await jsonOf(response)).errors[0]).toMatchObject({
      code: '00210',
      source: { parameter: 'recipient' },
    })
    expect((await ask(token, { recipient })).status).toBe(409)
  }
  expect((await ask(token, { recipient: '35600000000000' })).status).toBe(200)
})

test('the period asked for is checked and given back', async () => {
  const token = await tokenOf('ordinary')
  const codes = async (query: Record<string, string>) => codesOf(await ask(token, query))
  expect(await codes({ annee: '2023' })).toEqual(['00356'])
  expect(await codes({ mois: '13' })).toEqual(['00354'])
  expect(await codes({ annee: '2026', mois: '5' })).toEqual(['00354'])
  expect(await codes({ annee: '', mois: '0' })).toEqual(['00356', '00354'])
  expect(await codes({ mois: '12' })).toEqual(['00366'])
  const { data } = await jsonOf(await ask(token, { annee: '2025', mois: '02' }))
  expect(data.quotient_familial).toMatchObject({ annee: 2025, mois: 2, annee_calcul: 2026, mois_calcul: 4 })
})

test('an unknown version is 404 00402', async () => {
  const address = `${sandbox.environment.API_PARTICULIER_URL}/v9/dss/quotient_familial/france_connect?recipient=${RECIPIENT}`
  const response = await fetch(address, { headers: { Authorization: `Bearer ${await tokenOf('ordinary')}` } })
  expect(response.status).toBe(404)
  expect(await codesOf(response)).toEqual(['00402'])
})

test('more than 20 requests a second of one resident: 429 with Retry-After', async () => {
  const token = await tokenOf('ordinary')
  const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => ask(token, { unused: String(at) })))
  const refused = answers.find(({ status }) => status === 429)
  expect(refused?.headers.get('retry-after')).toBe('1')
})

test('a test can script a sequence: 409, then a broken connection, then the normal answer', async () => {
  const token = await tokenOf('ordinary')
  sandbox.apiParticulier.script(
    {
      status: 409,
      body: { errors: [{ code: '00015', title: 'Conflit', detail: '', meta: {} }] },
      headers: { 'Retry-After': '1' },
    },
    { status: 502, raw: '<html>', headers: { 'Content-Type': 'text/html' }, delayMs: 5 },
    { disconnect: true },
  )
  const conflict = await ask(token)
  expect([conflict.status, conflict.headers.get('retry-after')]).toEqual([409, '1'])
  const page = await ask(token)
  expect([page.status, await page.text()]).toEqual([502, '<html>'])
  await expect(ask(token)).rejects.toThrow()
  expect((await ask(token)).status).toBe(200)
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
      startedAt: expect.any(Number),
      endedAt: expect.any(Number),
      status: 200,
    },
  ])
  expect(JSON.stringify(sandbox.apiParticulier.requests)).not.toContain(token)
})

test('pings need no token', async () => {
  const get = (path: string) => fetch(`${sandbox.environment.API_PARTICULIER_URL}${path}`)
  for (const path of ['/api/ping', '/api/cnaf_msa_quotient_familial/ping', '/api/franceconnect/ping']) {
    expect(await (await get(path)).json()).toMatchObject({ status: 'ok' })
  }
  expect(await (await get('/api/pings')).json()).toHaveLength(2)
  expect((await get('/api/nothing/ping')).status).toBe(404)
})

async function tokenOf(identity: string, scope?: string): Promise<string> {
  const { url, checks } = leaveForFranceConnect(config, scope ? { scope } : {})
  return (await oidc.authorizationCodeGrant(config, await signIn(url, { identity }), checks)).access_token
}

function ask(
  token: string,
  query: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  const url = new URL(`${sandbox.environment.API_PARTICULIER_URL}/v3/dss/quotient_familial/france_connect`)
  url.search = new URLSearchParams({ recipient: RECIPIENT, ...query }).toString()
  return fetch(url, { headers: { ...headers, Authorization: `Bearer ${token}` } })
}

type AnyAnswer = { data: { quotient_familial: unknown }; errors: { code: string }[] }

async function jsonOf(response: Response): Promise<AnyAnswer> {
  return (await response.json()) as AnyAnswer
}

async function codesOf(response: Response): Promise<string[]> {
  return (await jsonOf(response)).errors.map(({ code }) => code)
}
