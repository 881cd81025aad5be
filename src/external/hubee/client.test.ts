import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Hubee } from '#src/external/hubee/client.js'
import type { NewFolder } from '#src/external/hubee/folders.js'
import type { HubeeControls } from '../../../test/sandbox/hubee/hubee.js'
import { type Sandbox, startSandbox } from '../../../test/sandbox/sandbox.js'
import { hubeeOf } from '../../../test/support/hubee.js'
import { FAY_AUX_LOGES } from '../../../test/support/named.js'

const COG = '45142'
const PDF = Buffer.from('%PDF-1.7')
const FOLDER: NewFolder = {
  externalId: 'Formulaire-QF-Q23456789B',
  applicant: { firstName: 'Nadège', lastName: 'D’ESSAI' },
  recipient: { siret: FAY_AUX_LOGES, cogCode: COG },
  files: [
    { name: 'FormulaireQF.json', mimeType: 'application/json', bytes: Buffer.from('{}') },
    { name: 'quotient_familial.pdf', mimeType: 'application/pdf', bytes: PDF },
  ],
}

let sandbox: Sandbox
let hub: HubeeControls
let now = new Date()
let hubee: Hubee
const seen: string[] = []

beforeAll(async () => {
  sandbox = await startSandbox({ relyingParty: { publicUrl: 'http://localhost:3000' }, now: () => now })
  hub = sandbox.hubee
})
beforeEach(() => {
  hub.reset()
  hub.subscribe(FAY_AUX_LOGES, COG)
  seen.length = 0
  now = new Date()
  hubee = open()
})
afterAll(() => sandbox?.close())

function open(change: { clientSecret?: string; scope?: string } = {}): Hubee {
  return hubeeOf(sandbox, { now: () => now, watch: (outcome) => seen.push(outcome), ...change })
}

async function fill(folder: NewFolder = FOLDER) {
  const created = await hubee.createFolder(folder)
  for (const { id, name } of created.files) {
    const file = folder.files.find((one) => one.name === name)
    if (file) await hubee.upload(created.id, id, file.bytes)
  }
  return created
}
const tokensAsked = () => hub.calls.filter(({ path }) => path.endsWith('/token')).length
const codeOf = (asked: Promise<unknown>) => asked.then(String, ({ code }) => code)

describe('a folder', () => {
  test('carries its files as they are to the one collectivité, which sees it once it is complete', async () => {
    const { id } = await fill()
    expect(await hubee.findFolder(id)).toEqual({
      status: 'HUBEE_RECEIVED',
      files: FOLDER.files.map(({ name }) => ({ id: expect.any(String), name, status: 'RECEIVED' })),
    })
    expect(hub.notifications).toEqual([])
    await hubee.complete(id)
    expect(hub.folders).toMatchObject([
      {
        processCode: 'FormulaireQF',
        externalId: 'Formulaire-QF-Q23456789B',
        applicant: { firstName: 'Nadège', lastName: 'D’ESSAI' },
        globalStatus: 'HUBEE_NOTIFIED',
        cases: [{ externalId: 'Formulaire-QF-Q23456789B-01' }],
      },
    ])
    expect(hub.folders[0]?.attachments.map(({ bytes }) => bytes)).toEqual(
      FOLDER.files.map(({ bytes }) => Buffer.from(bytes)),
    )
  })

  test('of a name that is too long is cut between letters', async () => {
    const applicant = { firstName: 'Œ𝒜'.repeat(200), lastName: 'É'.repeat(300) }
    await hubee.createFolder({ ...FOLDER, applicant: { ...applicant, firstName: 'Œ'.repeat(300) } })
    expect(hub.folders[0]?.applicant).toEqual({ firstName: 'Œ'.repeat(255), lastName: 'É'.repeat(255) })
  })

  test('can be abandoned, twice if need be, until it is complete', async () => {
    const { id } = await hubee.createFolder(FOLDER)
    await hubee.abandon(id)
    await hubee.abandon(id)
    expect(await hubee.findFolder(id)).toBeNull()
    const completed = await fill()
    await hubee.complete(completed.id)
    expect(await codeOf(hubee.abandon(completed.id))).toBe('HUBEE_REFUSED')
  })

  test('for who has no active subscription says so by a code of its own', async () => {
    hub.setSubscription(FAY_AUX_LOGES, 'Suspendu')
    expect(await codeOf(hubee.createFolder(FOLDER))).toBe('HUBEE_NOT_SUBSCRIBED')
    hub.reset()
    expect(await codeOf(hubee.createFolder(FOLDER))).toBe('HUBEE_NOT_SUBSCRIBED')
  })
})

describe('what an agent says', () => {
  test('comes as news of our process alone, is read, acknowledged and taken away', async () => {
    const { caseId } = await fill()
    hub.notifyOfAnotherProcess(150)
    hub.move(caseId, 'IN_PROGRESS')
    const [news, ...more] = await hubee.listNotifications()
    expect(more).toEqual([])
    const eventId = news?.eventId ?? ''
    expect(await hubee.findEvent(caseId, eventId)).toEqual({
      actionType: 'STATUS_UPDATE',
      status: 'SENT',
      newStatus: 'IN_PROGRESS',
      at: now,
    })
    await hubee.acknowledge(caseId, eventId)
    expect((await hubee.findEvent(caseId, eventId))?.status).toBe('RECEIVED')
    if (news) for (const _ of ['once', 'again']) await hubee.dismiss(news)
    expect(await hubee.listNotifications()).toEqual([])
    expect(hub.notifications.filter(({ processCode }) => processCode !== 'FormulaireQF')).toHaveLength(150)
    expect(await hubee.findEvent(caseId, '00000000-0000-4000-8000-000000000000')).toBeNull()
  })

  test('ends with a case and a folder that are closed', async () => {
    const { id, caseId } = await fill()
    hub.move(caseId, 'DONE')
    await hubee.closeCase(caseId, 'DONE', 'Mon quotient familial')
    await hubee.closeFolder(id)
    expect(hub.folders).toMatchObject([{ globalStatus: 'CLOSED', cases: [{ status: 'CLOSED' }] }])
  })
})

describe('a subscription', () => {
  const asked = {
    datapassId: 4217,
    collectivite: { siret: FAY_AUX_LOGES, cogCode: COG, name: 'Fay-aux-Loges', postalCode: '45450' },
    administrator: { email: 'mairie@fay.example.fr', name: 'Camille Essai' },
  }

  test('is asked for once, with its organisation, and starts inactive', async () => {
    hub.reset()
    const admin = open({ scope: 'OSL DATAPASS' })
    expect(await admin.findSubscription(FAY_AUX_LOGES, COG)).toBeNull()
    for (const _ of ['once', 'again']) await admin.subscribe(asked)
    expect(hub.subscriptions).toMatchObject([
      {
        datapassId: 4217,
        status: 'Inactif',
        subscriber: { companyRegister: FAY_AUX_LOGES, branchCode: COG },
      },
    ])
    const { id } = hub.subscriptions[0] ?? {}
    const found = { id, siret: FAY_AUX_LOGES, cogCode: COG, status: 'Inactif' }
    expect(await admin.findSubscription(FAY_AUX_LOGES, COG)).toEqual(found)
    expect(await admin.findSubscription(FAY_AUX_LOGES, '45001')).toBeNull()
  })

  test('is not for who may only send, nor with an address that HubEE cannot read', async () => {
    hub.reset()
    expect(await codeOf(hubee.subscribe(asked))).toBe('HUBEE_FORBIDDEN')
    const admin = open({ scope: 'OSL ADMIN' })
    const administrator = { email: 'mairie+qf@fay.alsace', name: null }
    expect(await codeOf(admin.subscribe({ ...asked, administrator }))).toBe('HUBEE_REFUSED')
  })

  test('is found among all of them, page after page', async () => {
    hub.reset()
    for (let at = 0; at < 1_203; at++) hub.subscribe(String(21_450_142_100_017 + at), COG, 'Inactif')
    const all = await hubee.listSubscriptions()
    expect(new Set(all.map(({ siret }) => siret)).size).toBe(1_203)
  })
})

describe('the token', () => {
  test('is asked for once, by those who come together too, and again before it ends', async () => {
    await Promise.all([hubee.listNotifications(), hubee.listNotifications()])
    expect(tokensAsked()).toBe(1)
    now = new Date(now.getTime() + 3_541_000)
    await hubee.listNotifications()
    expect(tokensAsked()).toBe(2)
  })

  test('that is refused before its time is renewed once', async () => {
    await hubee.listNotifications()
    hub.expireTokens()
    expect(await hubee.listNotifications()).toEqual([])
    hub.failNext('401', 2)
    expect(await codeOf(hubee.listNotifications())).toBe('HUBEE_CREDENTIALS')
  })

  test.each([
    [{ clientSecret: 'another' }, 'HUBEE_CREDENTIALS'],
    [{ scope: 'SUBCRT' }, 'HUBEE_CREDENTIALS'],
    [{ scope: 'DATAPASS' }, 'HUBEE_FORBIDDEN'],
  ])('of %j ends in %s', async (change, code) => {
    expect(await codeOf(open(change).listNotifications())).toBe(code)
  })
})

test.each([
  ['500', 'HUBEE_UNAVAILABLE'],
  ['hang up before', 'HUBEE_UNREACHABLE'],
  ['hang up after', 'HUBEE_UNREACHABLE'],
] as const)('a call that ends in %s is not repeated by itself: %s', async (fault, code) => {
  await hubee.listNotifications()
  const before = hub.calls.length
  hub.failNext(fault)
  expect(await codeOf(hubee.createFolder(FOLDER))).toBe(code)
  expect(hub.calls.length).toBe(before + 1)
  expect(hub.folders).toHaveLength(fault === 'hang up after' ? 1 : 0)
  expect(seen.at(-1)).toBe(fault === '500' ? 'failed' : 'no-answer')
})
