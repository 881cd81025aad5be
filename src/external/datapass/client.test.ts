import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createDataPass } from '#src/external/datapass/client.js'
import type { DataPassControls } from '../../../test/sandbox/datapass/controls.js'
import { type Sandbox, startSandbox } from '../../../test/sandbox/sandbox.js'

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

function client(change: { path?: string; clientSecret?: string } = {}) {
  const { DATAPASS_API_URL = '', DATAPASS_CLIENT_ID = '', DATAPASS_CLIENT_SECRET = '' } = sandbox.environment
  return createDataPass({
    url: new URL(DATAPASS_API_URL + (change.path ?? '')),
    clientId: DATAPASS_CLIENT_ID,
    clientSecret: change.clientSecret ?? DATAPASS_CLIENT_SECRET,
    now: () => now,
  })
}
const tokensAsked = () => dataPass.api.calls.filter(({ path }) => path.endsWith('/oauth/token')).length

test('every active habilitation, page after page, with its demande and its organisation', async () => {
  for (let count = 0; count < 230; count++) dataPass.createRequest({ state: 'validated' })
  const ended = dataPass.createRequest({ state: 'validated' })
  dataPass.freeze(ended, 'revoke')
  const found = await client().listActive()
  expect(new Set(found.map(({ demandeId }) => demandeId)).size).toBe(230)
  expect(found[0]).toMatchObject({
    definition: 'formulaire_qf',
    isActive: true,
    organization: { siret: '21450346800016' },
    data: { contact_metier_email: 'periscolaire@vitry-aux-loges.example' },
  })
  expect(found[0]?.createdAt).toBeInstanceOf(Date)
})

test('with or without the version in its address', async () => {
  expect(await client({ path: '/api/v1/' }).listActive()).toEqual([])
})

test('a demande as it stands now, and null for one that we may not see', async () => {
  const request = dataPass.createRequest({ state: 'validated', form: 'api-particulier-3d-ouest' })
  const demande = await client().findDemande(request.id)
  expect(demande).toMatchObject({
    definition: 'api_particulier',
    said: { applicant: { email: 'helene.charbonnet@vitry-aux-loges.example' }, form_uid: request.form.uid },
    habilitations: [{ demandeId: request.id, isActive: true }],
  })
  expect(await client().findDemande(1)).toBeNull()
  dataPass.api.developerOf(['formulaire_qf'])
  expect(await client().findDemande(request.id)).toBeNull()
})

test('one token serves until a minute before its end, for all who ask at once', async () => {
  const api = client()
  await Promise.all([api.listActive(), api.listActive(), api.findDemande(1)])
  now = new Date(now.getTime() + 7_100_000)
  await api.listActive()
  expect(tokensAsked()).toBe(1)
  now = new Date(now.getTime() + 50_000)
  await api.listActive()
  expect(tokensAsked()).toBe(2)
})

test('a token that is refused before its time is renewed once', async () => {
  const api = client()
  await api.listActive()
  dataPass.api.expireTokens()
  expect(await api.listActive()).toEqual([])
  expect(tokensAsked()).toBe(2)
  dataPass.api.failNext(2, 401)
  await expect(api.listActive()).rejects.toMatchObject({ code: 'DATAPASS_FORBIDDEN' })
})

test('one fault is outlived, two are told by a code', async () => {
  const api = client()
  dataPass.api.failNext(1)
  expect(await api.listActive()).toEqual([])
  dataPass.api.failNext(2)
  await expect(api.listActive()).rejects.toMatchObject({ code: 'DATAPASS_UNAVAILABLE' })
  dataPass.api.failNext(1, 418)
  await expect(api.listActive()).rejects.toMatchObject({ code: 'DATAPASS_UNREADABLE' })
  dataPass.api.developerOf([])
  await expect(api.listActive()).rejects.toMatchObject({ code: 'DATAPASS_FORBIDDEN' })
})

test('no token, no answer', async () => {
  await expect(client({ clientSecret: 'of-somebody-else' }).listActive()).rejects.toMatchObject({
    code: 'DATAPASS_CREDENTIALS',
  })
  dataPass.api.tokenDown(true)
  const api = client()
  await expect(api.listActive()).rejects.toMatchObject({ code: 'DATAPASS_UNAVAILABLE' })
  dataPass.api.tokenDown(false)
  expect(await api.listActive()).toEqual([])
  const nobody = createDataPass({ url: new URL('http://127.0.0.1:9'), clientId: 'x', clientSecret: 'y' })
  await expect(nobody.listActive()).rejects.toMatchObject({ code: 'DATAPASS_UNREACHABLE' })
})
