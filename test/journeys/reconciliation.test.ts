import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runAdmin } from '#src/admin.js'
import { listContacts } from '#src/collectivite/contacts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { datapassEvents, habilitations } from '#src/db/schema.js'
import { listDifferences } from '#src/onboarding/datapass/differences.js'
import { reconcile } from '#src/onboarding/datapass/reconcile.js'
import { lastReconciliations } from '#src/onboarding/datapass/reconciliations.js'
import { workNightly } from '#src/work-nightly.js'
import type { RequestOptions } from '../sandbox/datapass/create-request.js'
import { siretsOfCommunes } from '../support/communes.js'
import { startTestService, type TestService } from '../support/service.js'

const HELENE = 'helene.charbonnet@vitry-aux-loges.example'
const CONTACT = 'periscolaire@vitry-aux-loges.example'

let service: TestService
let sirets: string[]

beforeAll(async () => {
  service = await startTestService()
  sirets = await siretsOfCommunes(service.services.db, 40)
})
beforeEach(() => service.sandbox.dataPass.api.answersTake(0))
afterEach(() => service.sandbox.mailbox.clear())
afterAll(() => service?.close())

const dataPass = () => service.sandbox.dataPass
const newSiret = () => sirets.shift() ?? ''
const demandeOf = (options: RequestOptions = {}) =>
  dataPass().createRequest({ siret: newSiret(), insee: 'empty', ...options })
type Request = ReturnType<typeof demandeOf>
const stateOf = async ({ organization }: Request) =>
  (await findCollectivite(service.services.db, organization.siret ?? ''))?.state ?? null
const rowOf = async ({ id }: Request) =>
  (await service.services.db.select().from(habilitations).where(eq(habilitations.id, id)))[0]
const sourcesOf = async ({ id }: Request) =>
  (await service.services.db.select().from(datapassEvents).where(eq(datapassEvents.modelId, id))).map(
    ({ event, source }) => `${event} ${source}`,
  )
const differencesOf = async (...requests: Request[]) =>
  (await listDifferences(service.services.db))
    .filter(({ habilitationId }) => requests.some(({ id }) => id === habilitationId))
    .map(({ kind }) => kind)
const addresses = () => service.sandbox.mailbox.messages.flatMap(({ to }) => to).sort()

async function reconciled() {
  const outcome = await reconcile(service.services)
  await service.settle()
  return outcome
}

async function fire(request: Request, event: string, options: Parameters<typeof dataPassFire>[2] = {}) {
  expect(await dataPassFire(request, event, options)).toMatchObject({ status: 204 })
  await service.settle()
}
function dataPassFire(...args: Parameters<ReturnType<typeof dataPass>['fire']>) {
  return dataPass().fire(...args)
}

describe('an approval that never arrived', () => {
  test('opens as if it had, once, and changes nothing when it arrives after all', async () => {
    const request = demandeOf()
    const siret = request.organization.siret ?? ''
    // The applicant rewrites her form meanwhile: what was granted counts.
    const text = dataPass().freeze(request, 'approve', { firedAt: new Date('2026-10-01T08:00:00.400Z') })
    dataPass().freeze(request, 'reopen', { changes: { contactMetier: { email: 'autre@loges.example' } } })
    expect(await reconciled()).toMatchObject({ kind: 'done', opened: 1 })
    expect(await stateOf(request)).toBe('en attente')
    expect(addresses()).toEqual([HELENE, CONTACT])
    expect(await sourcesOf(request)).toEqual(['approve rapprochement'])
    expect(await rowOf(request)).toMatchObject({
      active: true,
      changedAt: new Date('2026-10-01T08:00:00Z'),
      requestState: 'validated',
    })
    const contacts = await listContacts(service.services.db, siret)
    service.sandbox.mailbox.clear()

    expect(await reconciled()).toMatchObject({ opened: 0 })
    await dataPass().post(text)
    // DataPass may be a little slower to tell than to grant.
    await dataPass().post(text.replace('"fired_at":1790841600', '"fired_at":1790841603'))
    await service.settle()
    expect(await sourcesOf(request)).toEqual(['approve rapprochement', 'approve webhook'])
    expect(addresses()).toEqual([])
    expect(await stateOf(request)).toBe('en attente')
    expect((await listContacts(service.services.db, siret)).map(withoutSince)).toEqual(
      contacts.map(withoutSince),
    )
    expect(await differencesOf(request)).toEqual([])
  })

  test('of API Particulier only what asked for this service opens, with its editor', async () => {
    const ours = demandeOf({ form: 'api-particulier-3d-ouest', state: 'validated' })
    const others = demandeOf({ form: 'api-particulier', state: 'validated' })
    await reconciled()
    expect(await stateOf(ours)).toBe('en attente')
    expect(await rowOf(ours)).toMatchObject({ definition: 'api_particulier', active: true })
    expect(await stateOf(others)).toBeNull()
    expect(await sourcesOf(others)).toEqual([])
  })

  test('one for a body that cannot be placed waits for the operator', async () => {
    const abroad = demandeOf({ siret: null, name: 'LYCEE FRANCAIS', state: 'validated' })
    const wrong = demandeOf({ siret: '12345678901234', state: 'validated' })
    await reconciled()
    expect(await rowOf(abroad)).toMatchObject({ waitsFor: 'SIRET' })
    expect(await rowOf(wrong)).toBeUndefined()
    expect(await differencesOf(abroad, wrong)).toEqual(['SIRET invalide'])
  })
})

describe('what differs is said, and nothing changes', () => {
  test('ended at DataPass, not shown by it, ended here, another SIRET, an approval that was missed', async () => {
    const all = Array.from({ length: 5 }, () => demandeOf())
    const [endedThere, notShown, endedHere, moved, silent] = all as [
      Request,
      Request,
      Request,
      Request,
      Request,
    ]
    for (const request of all) await fire(request, 'approve', { firedAt: new Date('2026-10-01T08:00:00Z') })
    dataPass().freeze(endedThere, 'revoke')
    dataPass().requests.splice(dataPass().requests.indexOf(notShown), 1)
    const revocation = dataPass().freeze(endedHere, 'revoke', { anotherStaysActive: true })
    await dataPass().post(revocation.replaceAll('"state":"active"', '"state":"revoked"'))
    dataPass().freeze(moved, 'transfer', { changes: { organization: { siret: newSiret() } } })
    dataPass().freeze(silent, 'approve')
    await service.settle()
    const before = await Promise.all(
      all.map(async (request) => [await stateOf(request), await rowOf(request)]),
    )
    service.sandbox.mailbox.clear()

    expect(await reconciled()).toMatchObject({ kind: 'done', opened: 0 })
    expect(await differencesOf(endedThere)).toEqual(['terminée chez DataPass'])
    expect(await differencesOf(notShown)).toEqual(['inconnue de DataPass'])
    expect(await differencesOf(endedHere)).toEqual(['terminée ici'])
    expect(await differencesOf(moved)).toEqual(['autre SIRET'])
    expect(await differencesOf(silent)).toEqual(['événements arrêtés'])
    expect(
      await Promise.all(all.map(async (request) => [await stateOf(request), await rowOf(request)])),
    ).toEqual(before)
    expect(addresses()).toEqual([])

    // What is in order again is said no more.
    await fire(silent, 'approve')
    await reconciled()
    expect(await differencesOf(endedThere, silent)).toEqual(['terminée chez DataPass'])
  })

  test('what arrives while DataPass is being asked is no difference', async () => {
    const known = demandeOf({ state: 'validated' })
    await reconciled()
    const late = demandeOf()
    dataPass().api.answersTake(300)
    const running = reconcile(service.services)
    const text = dataPass().freeze(late, 'approve')
    dataPass().requests.splice(dataPass().requests.indexOf(late), 1)
    await dataPass().post(text)
    await running
    expect(await differencesOf(known, late)).toEqual([])
  })
})

describe('a comparison', () => {
  test('that fails midway leaves what the last one found, and says why', async () => {
    const ended = demandeOf()
    await fire(ended, 'approve')
    dataPass().freeze(ended, 'revoke')
    await reconciled()
    const { lastGood } = await lastReconciliations(service.services.db)
    dataPass().freeze(ended, 'approve', { evenIfImpossible: true })
    dataPass().api.failNext(2)
    expect(await reconcile(service.services)).toEqual({ kind: 'failed', code: 'DATAPASS_UNAVAILABLE' })
    expect(await differencesOf(ended)).toEqual(['terminée chez DataPass'])
    const after = await lastReconciliations(service.services.db)
    expect(after.last).toMatchObject({ failedCode: 'DATAPASS_UNAVAILABLE', endedAt: expect.any(Date) })
    expect(after.lastGood).toEqual(lastGood)
  })

  test('runs once, however many ask for it', async () => {
    dataPass().api.answersTake(200)
    const outcomes = await Promise.all([1, 2, 3].map(() => reconcile(service.services)))
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['already-running', 'already-running', 'done'])
  })

  test('is made each night, and by a command', async () => {
    const missed = demandeOf({ state: 'validated' })
    await workNightly(service.services)
    await service.settle()
    expect(await stateOf(missed)).toBe('en attente')
    const lines: string[] = []
    await runAdmin(['datapass:reconcile'], service.environment, (line) => lines.push(line))
    expect(JSON.parse(lines.join(''))).toMatchObject({ kind: 'done', opened: 0 })
  })

  test('is not made where no client is configured', async () => {
    expect(await reconcile({ ...service.services, dataPass: null })).toEqual({ kind: 'not-configured' })
  })

  test('tells the log nothing of those who asked', () => {
    expect(service.logs.join('')).not.toMatch(/CHARBONNET|vitry-aux-loges\.example/i)
  })
})

function withoutSince<T extends { since: Date }>({ since: _, ...rest }: T) {
  return rest
}
