import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DataPassControls } from './datapass/controls.js'
import { type Sandbox, startSandbox } from './sandbox.js'

let sandbox: Sandbox
let dataPass: DataPassControls
let now = new Date()

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: 'http://localhost:3000' }, now: () => now })
  dataPass = sandbox.dataPass
})
beforeEach(() => {
  dataPass.reset()
  now = new Date()
})
afterAll(() => sandbox?.close())

const base = () => sandbox.environment.DATAPASS_API_URL ?? ''

function askToken(change: Record<string, string> = {}, path = '/api/oauth/token') {
  const form = {
    grant_type: 'client_credentials',
    client_id: sandbox.environment.DATAPASS_CLIENT_ID ?? '',
    client_secret: sandbox.environment.DATAPASS_CLIENT_SECRET ?? '',
    ...change,
  }
  return fetch(`${base()}${path}`, { method: 'POST', body: new URLSearchParams(form) })
}

type Json = { [key: string]: unknown }
const tokenOf = async (response: Promise<Response>) =>
  ((await (await response).json()) as { access_token: string }).access_token

async function get(path: string, token?: string) {
  const bearer = token ?? (await tokenOf(askToken()))
  const response = await fetch(`${base()}/api/v1${path}`, { headers: { Authorization: `Bearer ${bearer}` } })
  return { status: response.status, body: (await response.json()) as Json[] & Json & { errors: Json[] } }
}
const idsAt = async (path: string) => (await get(path)).body.map(({ id }) => id)

describe('a token', () => {
  test.each(['/api/oauth/token', '/oauth/token', '/api/v1/oauth/token'])('is given at %s', async (path) => {
    const response = await askToken({}, path)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 7200,
      scope: 'public read_authorizations',
      created_at: expect.any(Number),
    })
  })

  test('is given to the client by Basic too', async () => {
    const { DATAPASS_CLIENT_ID: id, DATAPASS_CLIENT_SECRET: secret } = sandbox.environment
    const response = await fetch(`${base()}/oauth/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    expect(response.status).toBe(200)
  })

  test.each([
    [{ client_secret: 'wrong' }, 401, 'invalid_client'],
    [{ client_id: 'wrong' }, 401, 'invalid_client'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
    [{ scope: 'write_authorizations' }, 400, 'invalid_scope'],
  ])('is not given for %j', async (change, status, error) => {
    const response = await askToken(change)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ error })
  })

  test('is not given for JSON', async () => {
    const body = JSON.stringify({ grant_type: 'client_credentials' })
    const headers = { 'Content-Type': 'application/json' }
    expect((await fetch(`${base()}/oauth/token`, { method: 'POST', body, headers })).status).toBe(400)
  })

  test('lives two hours', async () => {
    const token = await tokenOf(askToken())
    now = new Date(now.getTime() + 7_198_000)
    expect((await get('/me', token)).status).toBe(200)
    now = new Date(now.getTime() + 3_000)
    const { status, body } = await get('/me', token)
    expect(status).toBe(401)
    expect(body.errors).toMatchObject([{ status: '401', title: 'Jeton expiré', detail: expect.any(String) }])
  })

  test('that nobody gave, or that lacks the scope, opens nothing', async () => {
    expect((await get('/habilitations', 'unknown')).status).toBe(401)
    const token = await tokenOf(askToken({ scope: 'public' }))
    expect((await get('/me', token)).status).toBe(200)
    expect((await get('/habilitations', token)).status).toBe(403)
  })
})

describe('demandes and habilitations', () => {
  test('a demande is spelled in French, over the same request as the webhooks', async () => {
    const request = dataPass.createRequest({ state: 'validated' })
    const { body } = await get(`/demandes/${request.id}`)
    expect(body).toMatchObject({
      id: request.id,
      definition_id: 'formulaire_qf',
      state: 'validated',
      form_uid: 'formulaire-qf',
      reopening: false,
      reopened_at: null,
      organisation: { siret: '21450346800016', insee_payload: { etablissement: expect.any(Object) } },
      applicant: { email: 'helene.charbonnet@vitry-aux-loges.example' },
      habilitations: [{ state: 'active', definition_id: 'formulaire_qf' }],
      events: [{ name: 'create' }, { name: 'submit' }, { name: 'approve' }],
    })
    expect(body).not.toHaveProperty('organization')
    dataPass.freeze(request, 'revoke')
    expect((await get(`/demandes/D${request.id}`)).body).toMatchObject({ state: 'revoked' })
    expect((await get(`/demandes/D${request.id}/events`)).body.map(({ name }) => name)).toContain('revoke')
  })

  test('an habilitation says its demande and its organisation', async () => {
    const request = dataPass.createRequest({ state: 'validated' })
    const id = request.authorizations[0]?.id
    for (const path of [`/habilitations/${id}`, `/habilitations/H${id}`]) {
      expect((await get(path)).body).toMatchObject({
        id,
        revoked: false,
        state: 'active',
        definition_id: 'formulaire_qf',
        demande_id: request.id,
        organisation: { siret: '21450346800016' },
        data: { contact_metier_email: 'periscolaire@vitry-aux-loges.example' },
      })
    }
  })

  test('lists are filtered by state and SIRET', async () => {
    const calvi = dataPass.createRequest({ siret: '21200050900019', state: 'validated' })
    const vitry = dataPass.createRequest({ state: 'validated' })
    const draft = dataPass.createRequest()
    dataPass.freeze(vitry, 'approve')
    dataPass.freeze(calvi, 'revoke')
    const [obsolete, active] = vitry.authorizations.map(({ id }) => id)
    expect(await idsAt('/habilitations?state=active')).toEqual([active])
    expect(await idsAt('/habilitations?state[]=active&state[]=obsolete')).toEqual([obsolete, active])
    expect(await idsAt('/habilitations?siret=21200050900019')).toEqual(
      calvi.authorizations.map(({ id }) => id),
    )
    expect(await idsAt('/demandes')).toEqual([draft.id, vitry.id, calvi.id])
    expect(await idsAt('/demandes?state=revoked')).toEqual([calvi.id])
    expect(await idsAt('/demandes?siret=21450346800016&state=draft')).toEqual([draft.id])
  })

  test('lists come by 10 unless told otherwise, by 1000 at most', async () => {
    for (let index = 0; index < 1005; index += 1) dataPass.createRequest({ state: 'validated' })
    const lengthOf = async (path: string) => (await get(path)).body.length
    expect(await lengthOf('/habilitations')).toBe(10)
    expect(await lengthOf('/habilitations?limit=5000')).toBe(1000)
    expect(await lengthOf('/habilitations?limit=1000&offset=1000')).toBe(5)
    expect(await lengthOf('/demandes?limit=3&offset=1003')).toBe(2)
  })

  test('what does not exist is a 404 with its error', async () => {
    for (const path of ['/demandes/9', '/demandes/H9', '/habilitations/x', '/definitions/x', '/nothing']) {
      const { status, body } = await get(path)
      expect([path, status, body.errors[0]?.status]).toEqual([path, 404, '404'])
    }
  })

  test('only what the client’s owner develops is seen', async () => {
    const form = dataPass.createRequest({ state: 'validated' })
    const api = dataPass.createRequest({ form: 'api-particulier-3d-ouest', state: 'validated' })
    expect(await idsAt('/definitions')).toEqual(['formulaire_qf', 'api_particulier'])
    dataPass.api.developerOf(['formulaire_qf'])
    expect(await idsAt('/demandes')).toEqual([form.id])
    expect((await get(`/demandes/${api.id}`)).status).toBe(404)
    dataPass.api.developerOf([])
    expect((await get('/demandes')).status).toBe(403)
  })
})

describe('faults', () => {
  test('the next calls fail, with a page as Rails shows, then no more', async () => {
    const token = await tokenOf(askToken())
    dataPass.api.failNext(2)
    const ask = () => fetch(`${base()}/api/v1/me`, { headers: { Authorization: `Bearer ${token}` } })
    const answers = [await ask(), await ask(), await ask()]
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 200])
    expect(answers[0]?.headers.get('Content-Type')).toContain('text/html')
  })

  test('no token while its address is down', async () => {
    dataPass.api.tokenDown(true)
    expect((await askToken()).status).toBe(503)
    dataPass.api.tokenDown(false)
    expect((await askToken()).status).toBe(200)
  })

  test('answers take the time wanted', async () => {
    dataPass.api.answersTake(120)
    const start = performance.now()
    await askToken()
    expect(performance.now() - start).toBeGreaterThan(115)
  })

  test('tokens given so far can be ended', async () => {
    const token = await tokenOf(askToken())
    dataPass.api.expireTokens()
    expect((await get('/me', token)).status).toBe(401)
    expect((await get('/me')).status).toBe(200)
  })

  test('calls are kept, without their token', async () => {
    const token = await tokenOf(askToken())
    await get('/habilitations?state=active', token)
    expect(dataPass.api.calls).toEqual([
      { method: 'POST', path: '/datapass/api/oauth/token', query: '', status: 200 },
      { method: 'GET', path: '/datapass/api/v1/habilitations', query: '?state=active', status: 200 },
    ])
  })
})
