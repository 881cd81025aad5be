import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { auditEvents, dataKeys, submissions } from '#src/db/schema.js'
import { SealBrokenError } from '#src/seal.js'
import { openSubmission, openSubmissions } from '#src/submission/open-submissions.js'
import { personHash } from '#src/submission/person.js'
import { newReference, REFERENCE } from '#src/submission/reference.js'
import { submit } from '#src/submission/submit.js'
import { fixedClock } from '../../test/support/clock.js'
import { CALVI, contentOf, FAY_AUX_LOGES, nadege, qf742 } from '../../test/support/named.js'
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js'
import { openTestSafe, sendTo, type TestSafe } from '../../test/support/safe.js'

const agent = { actor: 'agent:a-member', action: 'consultation' } as const
const clock = fixedClock('2026-11-26T10:00:00.123Z')
let database: TestDatabase
let safe: TestSafe

beforeAll(async () => {
  database = await createTestDatabase('owner')
  safe = await openTestSafe(database.config, [FAY_AUX_LOGES, CALVI], clock)
})
beforeEach(async () => {
  clock.moveBy(60_000)
  for (const siret of [FAY_AUX_LOGES, CALVI])
    await asCollectivite(safe.db, siret, (tx) => tx.delete(submissions))
})
afterAll(async () => {
  await safe?.database.close()
  await database?.drop()
})

async function send(change = {}, siret = FAY_AUX_LOGES) {
  const submitted = await sendTo(safe, siret, contentOf(change))
  if (!submitted) throw new Error('Not sent')
  clock.moveBy(60_000)
  return submitted
}

async function trace() {
  const events = await asCollectivite(safe.db, FAY_AUX_LOGES, (tx) =>
    tx.select().from(auditEvents).orderBy(auditEvents.seq),
  )
  return events.map(({ actor, action, references }) => ({ actor, action, references }))
}

test('what is sent is read again, whole', async () => {
  const { reference, submittedAt } = await send({
    externalId: '007',
    declared: { knownName: 'Mme Essai', childrenOrServices: 'Léa' },
  })
  expect(await openSubmission(safe, FAY_AUX_LOGES, reference, agent)).toMatchObject({
    reference,
    createdAt: submittedAt,
    origin: 'FranceConnect',
    identity: nadege,
    quotientFamilial: qf742,
    externalId: '007',
    declared: { knownName: 'Mme Essai', childrenOrServices: 'Léa' },
    reasons: [],
    previous: null,
  })
})

test('every opening is traced in the order it happened, and the trace cannot be shortened unseen', async () => {
  const before = (await trace()).length
  const { reference } = await send()
  await openSubmission(safe, FAY_AUX_LOGES, reference, agent)
  await openSubmissions(safe, FAY_AUX_LOGES, { limit: 10 }, { actor: 'agent:a-member', action: 'liste' })
  await openSubmission(safe, FAY_AUX_LOGES, 'QBCDFGHJKM', agent)
  expect((await trace()).slice(before)).toEqual([
    { actor: 'usager', action: 'transmission', references: [reference] },
    { actor: 'agent:a-member', action: 'consultation', references: [reference] },
    { actor: 'agent:a-member', action: 'liste', references: [reference] },
  ])
  const seqs = await asCollectivite(safe.db, FAY_AUX_LOGES, (tx) =>
    tx.select({ seq: auditEvents.seq }).from(auditEvents).orderBy(auditEvents.seq),
  )
  expect(seqs.map(({ seq }) => seq)).toEqual(seqs.map((_, index) => index + 1))
})

test('a person’s earlier transmission is found again, whatever the case and accents of her name', async () => {
  const first = await send()
  const shouting = { ...nadege, familyName: 'D ESSAI MARQUEUR', givenNames: ['NADEGE', 'ANNE LISE'] }
  const second = await send({ identity: shouting, quotientFamilial: { ...qf742, value: 0 } })
  const opened = await openSubmission(safe, FAY_AUX_LOGES, second.reference, agent)
  expect(opened?.previous).toEqual({ reference: first.reference, createdAt: first.submittedAt, value: 742 })
  expect(opened?.reasons).toEqual(['QF modifié', 'QF à 0'])

  await asCollectivite(safe.db, FAY_AUX_LOGES, (tx) =>
    tx.delete(submissions).where(eq(submissions.reference, first.reference)),
  )
  expect((await openSubmission(safe, FAY_AUX_LOGES, second.reference, agent))?.previous).toBeNull()
})

test('the same person is not the same mark in two collectivités', async () => {
  await send()
  await send({}, CALVI)
  const marks = []
  for (const siret of [FAY_AUX_LOGES, CALVI]) {
    const [row] = await asCollectivite(safe.db, siret, (tx) =>
      tx.select({ person: submissions.person }).from(submissions),
    )
    marks.push(row?.person?.toString('hex'))
  }
  expect(marks[0]).not.toBe(marks[1])
})

test('two identities that look alike are two persons', () => {
  const key = Buffer.alloc(32)
  const others = [
    { ...nadege, birthdate: '1988-04-10' },
    { ...nadege, birthplace: null },
    { ...nadege, givenNames: ['Nadège'] },
    { ...nadege, familyName: 'ESSAI' },
  ]
  for (const other of others) expect(personHash(key, other)).not.toEqual(personHash(key, nadege))
})

test('a refusal inside the transaction stores nothing', async () => {
  const refusing = async () => ({
    origin: 'FranceConnect' as const,
    content: contentOf(),
    sender: null,
    consume: async () => false,
  })
  expect(await submit(safe, FAY_AUX_LOGES, refusing)).toBeNull()
  expect(await asCollectivite(safe.db, FAY_AUX_LOGES, (tx) => tx.$count(submissions))).toBe(0)
})

test('an envelope opens in its own row, under its own key, unchanged, or not at all', async () => {
  const { reference } = await send()
  const other = await send()
  const open = () => openSubmission(safe, FAY_AUX_LOGES, reference, agent)
  const change = (values: Partial<typeof submissions.$inferInsert>) =>
    asCollectivite(safe.db, FAY_AUX_LOGES, (tx) =>
      tx.update(submissions).set(values).where(eq(submissions.reference, reference)),
    )
  const envelopeOf = async (name: string) => {
    const [row] = await asCollectivite(safe.db, FAY_AUX_LOGES, (tx) =>
      tx.select({ envelope: submissions.envelope }).from(submissions).where(eq(submissions.reference, name)),
    )
    return row?.envelope ?? Buffer.alloc(0)
  }
  const own = await envelopeOf(reference)
  await change({ envelope: await envelopeOf(other.reference) })
  await expect(open()).rejects.toThrow(SealBrokenError)
  const flipped = Buffer.from(own)
  flipped[20] = (flipped[20] ?? 0) ^ 1
  await change({ envelope: flipped })
  await expect(open()).rejects.toThrow(SealBrokenError)
  await change({ envelope: own })
  await expect(open()).resolves.toMatchObject({ identity: nadege })
})

test('the data key rests wrapped, for its own collectivité', async () => {
  const [row] = await asCollectivite(safe.db, CALVI, (tx) => tx.select().from(dataKeys))
  const wrapped = row?.wrapped ?? Buffer.alloc(0)
  expect(safe.keyring.unwrapDataKey(CALVI, wrapped)).toHaveLength(32)
  expect(() => safe.keyring.unwrapDataKey(FAY_AUX_LOGES, wrapped)).toThrow(SealBrokenError)
})

test('references are drawn from the alphabet of the contract, and none twice', () => {
  const drawn = Array.from({ length: 20_000 }, newReference)
  expect(new Set(drawn).size).toBe(drawn.length)
  for (const reference of drawn) expect(reference).toMatch(/^Q[23456789BCDFGHJKMNPQRSTVWXYZ]{9}$/)
  expect(drawn.every((reference) => REFERENCE.test(reference))).toBe(true)
  expect(REFERENCE.test('QAAAAAAAAA')).toBe(false)
})

test('fifty sendings at once are fifty rows and one unbroken chain', async () => {
  const before = (await trace()).length
  const sent = await Promise.all(Array.from({ length: 50 }, () => sendTo(safe, FAY_AUX_LOGES)))
  expect(new Set(sent.map((submitted) => submitted?.reference)).size).toBe(50)
  expect((await trace()).length - before).toBe(50)
})
