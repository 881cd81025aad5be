import { and, eq, isNull } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { acceptMemberships } from '#src/collectivite/access/accept-memberships.js'
import { requestAccess } from '#src/collectivite/access/requests.js'
import { listContacts } from '#src/collectivite/contacts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { datapassEvents, habilitations, members } from '#src/db/schema.js'
import { erasePayloads } from '#src/onboarding/datapass/erase-payloads.js'
import { takeUpAgain } from '#src/onboarding/datapass/take-up-again.js'
import { siretsOfCommunes } from '../support/communes.js'
import { startTestService, type TestService } from '../support/service.js'

let service: TestService
let sirets: string[]

beforeAll(async () => {
  service = await startTestService()
  sirets = await siretsOfCommunes(service.services.db, 20)
})
afterAll(() => service?.close())
afterEach(() => service.sandbox.mailbox.clear())

type Request = ReturnType<TestService['sandbox']['dataPass']['createRequest']>
type Options = Parameters<TestService['sandbox']['dataPass']['fire']>[2]

const nextSiret = () => sirets.shift() ?? ''
const at = (minute: number) => ({ firedAt: new Date(Date.UTC(2026, 9, 1, 8, minute)) })
const named = (applicant: string, contact: string) => ({
  applicant: { email: applicant },
  contactMetier: { email: contact },
})
const demande = (siret: string, applicant: string, contact: string) =>
  service.sandbox.dataPass.createRequest({ siret, insee: 'empty', ...named(applicant, contact) })
const addresses = () => service.sandbox.mailbox.messages.flatMap(({ to }) => to).sort()

async function fire(request: Request, event: string, options: Options) {
  expect(await service.sandbox.dataPass.fire(request, event, options)).toMatchObject({ status: 204 })
  await service.settle()
}

const account = (siret: string, email: string) => ({
  sub: `sub-${email}`,
  email,
  siret,
  givenName: 'A',
  usualName: email,
})
const signIn = (siret: string, email: string) =>
  acceptMemberships(service.services.safe, account(siret, email))
const membersOf = async (siret: string) => {
  const rows = await asCollectivite(service.services.db, siret, (tx) =>
    tx.select().from(members).where(isNull(members.leftAt)),
  )
  return Object.fromEntries(
    rows.map(({ email, role, acceptedAt }) => [email, acceptedAt ? role : `${role} attendu`]),
  )
}
const contactsOf = async (siret: string) =>
  (await listContacts(service.services.db, siret)).flatMap(({ kind, email }) =>
    kind.startsWith('dé') ? [] : [email],
  )

test('who was removed by a gestionnaire does not come back with another’s change', async () => {
  const siret = nextSiret()
  const request = demande(siret, 'a@x.example', 'b@x.example')
  await fire(request, 'approve', at(1))
  for (const email of ['a@x.example', 'b@x.example']) await signIn(siret, email)
  await asCollectivite(service.services.db, siret, (tx) =>
    tx
      .update(members)
      .set({ leftAt: new Date(), proConnectSub: null })
      .where(eq(members.email, 'a@x.example')),
  )
  service.sandbox.mailbox.clear()
  await fire(request, 'approve', { ...at(2), changes: { contactMetier: { email: 'c@x.example' } } })
  // B is told of it.
  expect(addresses()).toEqual(['b@x.example', 'c@x.example'])
  await signIn(siret, 'a@x.example')
  expect(await membersOf(siret)).toEqual({
    'b@x.example': 'gestionnaire',
    'c@x.example': 'gestionnaire attendu',
  })
})

test('of two demandes for one collectivité each has its people, and one that ended has them no more', async () => {
  const siret = nextSiret()
  const [one, other] = [
    demande(siret, 'a1@x.example', 'b1@x.example'),
    demande(siret, 'a2@x.example', 'b2@x.example'),
  ]
  await fire(one, 'approve', at(1))
  await fire(other, 'approve', at(2))
  expect(Object.keys(await membersOf(siret)).sort()).toEqual([
    'a1@x.example',
    'a2@x.example',
    'b1@x.example',
    'b2@x.example',
  ])
  await fire(other, 'revoke', at(3))
  expect((await findCollectivite(service.services.db, siret))?.state).toBe('en attente')
  expect(await contactsOf(siret)).toEqual(['b1@x.example', 'a1@x.example'])
  await signIn(siret, 'a2@x.example')
  await signIn(siret, 'a1@x.example')
  expect(await membersOf(siret)).toEqual({
    'a1@x.example': 'gestionnaire',
    'b1@x.example': 'gestionnaire attendu',
  })
})

test('who had asked for access and is named then comes in by signing in', async () => {
  const siret = nextSiret()
  await fire(demande(siret, 'a@x.example', 'b@x.example'), 'approve', at(1))
  const asks = account(siret, 'asks@x.example')
  expect(await requestAccess(service.services.safe, siret, asks, async () => {})).toBe(true)
  await signIn(siret, 'asks@x.example')
  expect(await membersOf(siret)).toMatchObject({ 'asks@x.example': 'agent attendu' })
  await fire(demande(siret, 'asks@x.example', 'b@x.example'), 'approve', at(2))
  await signIn(siret, 'asks@x.example')
  expect(await membersOf(siret)).toMatchObject({ 'asks@x.example': 'gestionnaire' })
})

test('a revocation counts also when its payload cannot be opened any more', async () => {
  const siret = nextSiret()
  const request = demande(siret, 'a@x.example', 'b@x.example')
  await fire(request, 'approve', at(1))
  await service.services.db
    .update(datapassEvents)
    .set({ envelope: Buffer.alloc(60, 1) })
    .where(eq(datapassEvents.modelId, request.id))
  await fire(request, 'revoke', at(2))
  expect((await findCollectivite(service.services.db, siret))?.state).toBe('suspendue')
  expect(service.logs.join('')).toContain('datapass payload not opened')
})

test('an event whose job is lost is taken up an hour later', async () => {
  const request = demande(nextSiret(), 'a@x.example', 'b@x.example')
  await fire(request, 'approve', at(1))
  const own = eq(datapassEvents.modelId, request.id)
  await service.services.db.update(datapassEvents).set({ processedAt: null }).where(own)
  await takeUpAgain(service.services)
  await service.settle()
  expect(await service.services.db.$count(datapassEvents, and(own, isNull(datapassEvents.processedAt)))).toBe(
    1,
  )
  const now = () => new Date(Date.now() + 2 * 3_600_000)
  await takeUpAgain({ ...service.services, safe: { ...service.services.safe, now } })
  await service.settle()
  expect(await service.services.db.$count(datapassEvents, and(own, isNull(datapassEvents.processedAt)))).toBe(
    0,
  )
})

test('an event of next week is refused: nothing that happens until then would count', async () => {
  const request = demande(nextSiret(), 'a@x.example', 'b@x.example')
  const firedAt = new Date(Date.now() + 7 * 86_400_000)
  expect(await service.sandbox.dataPass.fire(request, 'approve', { firedAt })).toMatchObject({ status: 400 })
})

test('what waits for the operator keeps its names until she has said something', async () => {
  const request = service.sandbox.dataPass.createRequest({
    siret: '25450142200011',
    name: 'SIVOS DES LOGES',
    insee: 'empty',
  })
  await fire(request, 'approve', at(1))
  const in91Days = () => new Date(Date.now() + 91 * 86_400_000)
  await erasePayloads({ db: service.services.db, now: in91Days })
  const [event] = await service.services.db
    .select()
    .from(datapassEvents)
    .where(eq(datapassEvents.modelId, request.id))
  expect(event?.envelope).not.toBeNull()
  const [row] = await service.services.db.select().from(habilitations).where(eq(habilitations.id, request.id))
  expect(row?.waitsFor).toBe('code COG')
})
