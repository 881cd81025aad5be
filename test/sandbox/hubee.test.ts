import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { HubeeControls } from './hubee/hubee.js'
import { type Sandbox, startSandbox } from './sandbox.js'

const SIRET = '21450142100017'
const COG = '45142'
const PDF = Buffer.from('%PDF-1.7')
const RECIPIENT = { type: 'SI', companyRegister: SIRET, branchCode: COG }
const FOLDER = {
  processCode: 'FormulaireQF',
  externalId: 'Formulaire-QF-Q23456789B',
  applicant: { firstName: 'Nadège', lastName: 'D’ESSAI' },
  cases: [{ recipient: RECIPIENT, externalId: 'Formulaire-QF-Q23456789B-01' }],
  attachments: [
    {
      fileName: 'quotient_familial.pdf',
      type: 'FormulaireQF',
      size: PDF.length,
      mimeType: 'application/pdf',
      recipients: ['Formulaire-QF-Q23456789B-01'],
    },
  ],
}
const SUBSCRIPTION = {
  datapassId: 1234,
  processCode: 'FormulaireQF',
  subscriber: RECIPIENT,
  notificationFrequency: 'Unitaire',
  localAdministrator: { email: 'mairie@example.fr' },
}
type Part = { id: string; status: string }
type Said = {
  id: string
  globalStatus: string
  status: string
  cases: Part[]
  attachments: Part[]
  errors: { code: number; message: string }[]
}

let sandbox: Sandbox
let hubee: HubeeControls
let now = new Date()

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: 'http://localhost:3000' }, now: () => now })
  hubee = sandbox.hubee
})
beforeEach(() => {
  hubee.reset()
  now = new Date()
})
afterAll(() => sandbox?.close())

const environment = () => sandbox.hubeeEnvironment as Record<string, string>

async function tokenFor(scope: string): Promise<Response> {
  const { HUBEE_CLIENT_ID: id, HUBEE_CLIENT_SECRET: secret, HUBEE_TOKEN_URL: url = '' } = environment()
  return fetch(url, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  })
}

async function signedIn(scope = 'OSL'): Promise<string> {
  return ((await (await tokenFor(scope)).json()) as { access_token: string }).access_token
}

async function call(method: string, path: string, body?: unknown, token?: string) {
  const bearer = token ?? (await signedIn())
  const isBytes = Buffer.isBuffer(body)
  const response = await fetch(`${environment().HUBEE_API_URL}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${bearer}`,
      'Content-Type': isBytes ? 'application/octet-stream' : 'application/json',
      ...(isBytes && { digest: createHash('sha256').update(body).digest('base64') }),
    },
    ...(body !== undefined && { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    said: (text ? JSON.parse(text) : null) as Said,
  }
}
const files = (path: string) => `/teledossiers/v1${path}`
const messageOf = ({ said }: { said: Said }) => said.errors[0]?.message

async function makeFolder() {
  hubee.subscribe(SIRET, COG)
  const { said } = await call('POST', files('/folders'), FOLDER)
  return { id: said.id, caseId: said.cases[0]?.id ?? '', file: said.attachments[0]?.id ?? '' }
}

describe('a token', () => {
  test('is given by Basic for an hour, and for scopes of the client alone', async () => {
    expect(await (await tokenFor('OSL')).json()).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
    expect((await tokenFor('SUBCRT')).status).toBe(400)
  })

  test('that ran out is refused by the gateway’s own code', async () => {
    const token = await signedIn()
    now = new Date(now.getTime() + 3_600_000)
    const refused = await call('GET', files('/notifications'), undefined, token)
    expect(refused).toMatchObject({ status: 401, said: { errors: [{ code: 900901 }] } })
  })

  test('of a sender subscribes nobody', async () => {
    const refused = await call('POST', '/referential/v1/subscriptions', SUBSCRIPTION)
    expect([refused.status, messageOf(refused)]).toEqual([403, 'Unauthorized user'])
  })
})

describe('a folder', () => {
  test('goes through when it is filled and completed, and its recipient is told', async () => {
    const { id, caseId, file } = await makeFolder()
    expect((await call('PUT', files(`/folders/${id}/attachments/${file}`), PDF)).status).toBe(204)
    const { said } = await call('GET', files(`/folders/${id}`))
    expect(said).toMatchObject({ globalStatus: 'HUBEE_RECEIVED', attachments: [{ status: 'RECEIVED' }] })
    expect((await call('PATCH', files(`/folders/${id}`), { globalStatus: 'HUBEE_COMPLETED' })).status).toBe(
      204,
    )
    expect((await call('GET', files(`/cases/${caseId}`))).said.status).toBe('HUBEE_NOTIFIED')
    expect(hubee.notifications).toMatchObject([{ recipient: RECIPIENT, caseId, eventId: null }])
    expect(hubee.folders[0]?.attachments[0]?.bytes).toEqual(PDF)
    expect((await call('DELETE', files(`/folders/${id}`))).status).toBe(400)
  })

  test('is refused for who is not known, or not subscribed', async () => {
    const unknown = await call('POST', files('/folders'), FOLDER)
    expect([unknown.status, messageOf(unknown)]).toEqual([
      400,
      `Case recipient SI-${SIRET}-${COG} does not exist`,
    ])
    hubee.subscribe(SIRET, COG, 'Inactif')
    const inactive = await call('POST', files('/folders'), FOLDER)
    expect(messageOf(inactive)).toBe(`Case recipient SI-${SIRET}-${COG} does not suscribed to FormulaireQF`)
    hubee.setSubscription(SIRET, 'Actif')
    expect((await call('POST', files('/folders'), FOLDER)).status).toBe(201)
  })

  test.each([
    ['without its applicant', { ...FOLDER, applicant: undefined }, '(["applicant"])'],
    ['with a number of 31 characters', { ...FOLDER, externalId: 'Q'.repeat(31) }, "'/externalId'"],
  ])('%s does not pass the validation', async (_, folder, words) => {
    const refused = await call('POST', files('/folders'), folder)
    expect(refused.status).toBe(400)
    expect(messageOf(refused)).toContain('POST /teledossiers/v1/folders @body')
    expect(messageOf(refused)).toContain(words)
  })

  test('whose file is not as told says so, and can be abandoned', async () => {
    const { id, file } = await makeFolder()
    const path = files(`/folders/${id}/attachments/${file}`)
    expect((await call('PUT', path, Buffer.concat([PDF, PDF]))).status).toBe(400)
    expect((await call('GET', files(`/folders/${id}`))).said.attachments[0]?.status).toBe('REJECTED')
    hubee.failNext('corrupt')
    expect((await call('PUT', path, PDF)).status).toBe(204)
    expect((await call('GET', files(`/folders/${id}`))).said.attachments[0]?.status).toBe('CORRUPTED')
    expect((await call('DELETE', files(`/folders/${id}`))).status).toBe(204)
    expect(hubee.folders).toEqual([])
  })
})

describe('what the agent says', () => {
  test('waits in the queue that all processes share, until it is taken away', async () => {
    const { caseId } = await makeFolder()
    hubee.notifyOfAnotherProcess(30)
    hubee.move(caseId, 'SI_RECEIVED')
    hubee.move(caseId, 'DONE')
    const all = (await call('GET', files('/notifications'))).said as unknown as Said[]
    expect(all).toHaveLength(25)
    const own = await call('GET', files('/notifications?processCode=FormulaireQF&maxResult=100'))
    const news = own.said as unknown as { id: string; caseId: string; eventId: string }[]
    expect(news.map((one) => one.caseId)).toEqual([caseId, caseId])
    const events = await Promise.all(
      news.map(async ({ eventId }) => (await call('GET', files(`/cases/${caseId}/events/${eventId}`))).said),
    )
    expect(
      events.map((one) => (one as unknown as { caseNewStatus: string }).caseNewStatus).toSorted(),
    ).toEqual(['DONE', 'SI_RECEIVED'])
    for (const { id } of news) expect((await call('DELETE', files(`/notifications/${id}`))).status).toBe(204)
    expect((await call('DELETE', files(`/notifications/${news[0]?.id}`))).status).toBe(404)
    expect(hubee.notifications).toHaveLength(30)
  })

  test('is answered: the case is closed, and the agent told', async () => {
    const { id, caseId } = await makeFolder()
    hubee.move(caseId, 'REFUSED', 'Dossier incomplet')
    expect((await call('PATCH', files(`/cases/${caseId}`), { status: 'CLOSED' })).status).toBe(204)
    const event = { actionType: 'STATUS_UPDATE', notification: true, caseNewStatus: 'CLOSED' }
    expect((await call('POST', files(`/cases/${caseId}/events`), event)).status).toBe(201)
    expect((await call('PATCH', files(`/folders/${id}`), { globalStatus: 'CLOSED' })).status).toBe(204)
    expect(hubee.folders[0]).toMatchObject({ globalStatus: 'CLOSED', cases: [{ status: 'CLOSED' }] })
    const told = hubee.notifications.filter(({ recipient }) => recipient.companyRegister === SIRET)
    expect(told).toHaveLength(1)
    hubee.act(caseId, 'ATTACH_DEPOSIT')
    expect(hubee.folders[0]?.cases[0]?.events.at(-1)?.status).toBe('IN_PROGRESS')
  })
})

describe('a subscription', () => {
  const organization = {
    ...RECIPIENT,
    ...{ name: 'Fay-aux-Loges', postalCode: '45450', territory: COG, status: 'Actif' },
    email: 'mairie@example.fr',
  }
  const create = async (path: string, body: unknown) =>
    call('POST', `/referential/v1${path}`, body, await signedIn('DATAPASS'))

  test('is made once, not active, and found by SIRET', async () => {
    expect((await create('/subscriptions', SUBSCRIPTION)).status).toBe(404)
    const email = { ...organization, email: 'mairie@fay.alsace' }
    expect((await create('/organizations', email)).status).toBe(400)
    expect((await create('/organizations', organization)).status).toBe(201)
    expect((await create('/subscriptions', SUBSCRIPTION)).said.status).toBe('Inactif')
    const again = await create('/subscriptions', SUBSCRIPTION)
    expect([again.status, messageOf(again)]).toEqual([
      400,
      `Subscription FormulaireQF for organization SI-${SIRET}-${COG} already exists`,
    ])
    const listed = await call('GET', `/referential/v1/subscriptions?companyRegister=${SIRET}&status=Inactif`)
    expect([listed.said, listed.headers.get('Content-Range')]).toMatchObject([
      [{ datapassId: 1234 }],
      '0-1/1',
    ])
  })

  test('is not found by a question that is not provided for', async () => {
    const refused = await call('GET', '/referential/v1/subscriptions?siret=1')
    expect(messageOf(refused)).toContain("Query parameter 'siret' is unexpected")
  })
})

describe('faults', () => {
  test.each([
    ['500', 500],
    ['401', 401],
  ] as const)('%s is answered in the form of errors', async (fault, status) => {
    const token = await signedIn()
    hubee.failNext(fault)
    expect((await call('GET', files('/notifications'), undefined, token)).status).toBe(status)
    expect((await call('GET', files('/notifications'), undefined, token)).status).toBe(200)
  })

  test('a line that is cut leaves what was asked done, or not', async () => {
    hubee.subscribe(SIRET, COG)
    const token = await signedIn()
    hubee.failNext('hang up before')
    await expect(call('POST', files('/folders'), FOLDER, token)).rejects.toThrow()
    expect(hubee.folders).toHaveLength(0)
    hubee.failNext('hang up after')
    await expect(call('POST', files('/folders'), FOLDER, token)).rejects.toThrow()
    expect(hubee.folders).toHaveLength(1)
    expect(hubee.calls.at(-1)).toMatchObject({ status: null, fault: 'hang up after' })
  })

  test('slow is slow, and by lot half of the calls fail', async () => {
    const token = await signedIn()
    hubee.slowTakes(50)
    hubee.failNext('slow')
    const begun = performance.now()
    await call('GET', files('/notifications'), undefined, token)
    expect(performance.now() - begun).toBeGreaterThan(45)
    hubee.failAtRandom({ share: 0.5, seed: 3 })
    for (let at = 0; at < 60; at++)
      await call('GET', files('/notifications'), undefined, token).catch(() => null)
    const failed = hubee.calls.slice(-60).filter(({ fault }) => fault)
    expect(failed.length).toBeGreaterThan(15)
    expect(failed.length).toBeLessThan(45)
  })
})
