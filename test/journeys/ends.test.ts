import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import {
  collectivites,
  deliveries,
  exports as files,
  invitations,
  mails,
  members,
  operatorActs,
  operators,
  recipients,
  reconciliations,
  refusedOrigins,
} from '#src/db/schema.js'
import { forgetEnded } from '#src/ends/forget-ended.js'
import { workHourly } from '#src/work-hourly.js'
import { workNightly } from '#src/work-nightly.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'

const DAY = 86_400_000
const clock = fixedClock(new Date().toISOString())
/** 36 months ago: `old` by a day more, `young` by a day less. */
const limit = new Date(clock())
limit.setUTCMonth(limit.getUTCMonth() - 36)
const [old, young] = [new Date(limit.getTime() - DAY), new Date(limit.getTime() + DAY)]
const ago = (days: number) => new Date(clock().getTime() - days * DAY)
let service: TestService

beforeAll(async () => {
  service = await startTestService({ now: clock, worker: false })
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.open(siret)
  // What is closed keeps these as long.
  await service.services.db
    .update(collectivites)
    .set({ state: 'fermée' })
    .where(eq(collectivites.siret, CALVI))
})
afterAll(() => service?.close())
beforeEach(async () => {
  service.logs.length = 0
  for (const siret of [FAY_AUX_LOGES, CALVI])
    await inTenant(siret, async (tx) => {
      for (const table of [files, mails, members, recipients, invitations, refusedOrigins])
        await tx.delete(table as PgTable)
      await tx.delete(deliveries)
    })
})

const inTenant = <T>(siret: string, work: Parameters<typeof asCollectivite<T>>[2]) =>
  asCollectivite(service.services.db, siret, work)
const forget = () => forgetEnded(service.services)
const idsIn = (table: typeof members | typeof recipients, siret = FAY_AUX_LOGES) =>
  inTenant(siret, async (tx) => (await tx.select({ id: table.id }).from(table)).map(({ id }) => id))
/** A line of the trace that names somebody. */
const trace = (
  siret: string,
  actor: 'service' | `agent:${string}` | `dinum:${string}`,
  about: string[],
  at: Date,
) =>
  inTenant(siret, async (tx) => {
    const { audit } = service.services.safe
    const head = await audit.lockHead(tx, siret)
    await audit.append(tx, siret, head, { actor, action: 'réglages', references: about, at })
  })

test.each([FAY_AUX_LOGES, CALVI])('files and deliveries are known for 36 months, in %s', async (siret) => {
  await inTenant(siret, async (tx) => {
    for (const at of [old, young]) {
      const of = { siret, createdAt: at, firstAt: at, lastAt: at, count: 1, references: ['Q'] }
      const id = randomUUID()
      await tx.insert(files).values({ id, ...of, actor: 'service', format: 'csv', selection: 'tout' })
      await tx.insert(deliveries).values({ id, ...of, frequency: 'jour', content: 'avis', periodEnd: at })
      await tx.insert(mails).values({ id, siret, deliveryId: id, createdAt: at })
    }
  })
  await forget()
  for (const table of [files, deliveries, mails]) {
    const rows = await inTenant(siret, (tx) => tx.select({ createdAt: table.createdAt }).from(table))
    expect(rows).toEqual([{ createdAt: new Date(young) }])
  }
})

test.each([FAY_AUX_LOGES, CALVI])(
  'who left is known as long as the trace that names her, in %s',
  async (siret) => {
    const member = (email: string, dates: Partial<typeof members.$inferInsert>) =>
      inTenant(siret, async (tx) => {
        const [row] = await tx
          .insert(members)
          .values({ siret, email, role: 'agent', ...dates })
          .returning()
        return row?.id ?? ''
      })
    const left = { acceptedAt: old, leftAt: old }
    await member('gone@mairie.example', left)
    await member('refused@mairie.example', { requestedAt: old, leftAt: old })
    await member('unanswered@mairie.example', { requestedAt: old })
    const staying = [
      await member('here@mairie.example', { acceptedAt: old }),
      await member('expected@mairie.example', { createdAt: old }),
      await member('lately@mairie.example', { acceptedAt: old, leftAt: young }),
      await member('asks@mairie.example', { requestedAt: young }),
    ]
    const acted = await member('acted@mairie.example', left)
    const removed = await member('removed@mairie.example', left)
    await trace(siret, `agent:${acted}`, [], old)
    await trace(siret, 'service', [`agent:${removed}`], old)
    await forget()
    expect((await idsIn(members, siret)).toSorted()).toEqual([...staying, acted, removed].toSorted())
    // The night cuts the trace first.
    await workNightly(service.services)
    expect((await idsIn(members, siret)).toSorted()).toEqual(staying.toSorted())
  },
)

test('an address that was removed is known as long as the trace that names it', async () => {
  const recipient = (dates: Partial<typeof recipients.$inferInsert>) =>
    inTenant(FAY_AUX_LOGES, async (tx) => {
      const email = `${randomUUID()}@mairie.example`
      const [row] = await tx
        .insert(recipients)
        .values({ siret: FAY_AUX_LOGES, email, ...dates })
        .returning()
      return row?.id ?? ''
    })
  await recipient({ removedAt: old })
  const staying = [
    await recipient({ createdAt: old, confirmedAt: old }),
    await recipient({ removedAt: young }),
  ]
  const named = await recipient({ removedAt: old })
  await trace(FAY_AUX_LOGES, 'service', [`adresse:${named}`], old)
  await forget()
  expect((await idsIn(recipients)).toSorted()).toEqual([...staying, named].toSorted())
  await workNightly(service.services)
  expect((await idsIn(recipients)).toSorted()).toEqual(staying.toSorted())
})

test('the words of a mail that was given up go after 7 days, and what is noted of any mail after 90', async () => {
  const mail = (change: Partial<typeof mails.$inferInsert>) =>
    inTenant(FAY_AUX_LOGES, async (tx) => {
      const id = randomUUID()
      const given = { id, siret: FAY_AUX_LOGES, envelope: Buffer.from('sealed'), createdAt: ago(10) }
      await tx.insert(mails).values({ ...given, ...change })
      return id
    })
  const [lately, longAgo] = [await mail({ failedAt: ago(6) }), await mail({ failedAt: ago(8) })]
  const left = await mail({ createdAt: ago(89), acceptedAt: ago(89), envelope: null })
  await mail({ createdAt: ago(91), acceptedAt: ago(91), envelope: null })
  await workHourly(service.services)
  const rows = await inTenant(FAY_AUX_LOGES, (tx) => tx.select().from(mails))
  const words = Object.fromEntries(rows.map(({ id, envelope }) => [id, envelope !== null]))
  expect(words).toEqual({ [lately]: true, [longAgo]: false, [left]: false })
})

test('links go 30 days after their last day, used or not; refused origins 90 days after they were last asked for', async () => {
  await inTenant(FAY_AUX_LOGES, async (tx) => {
    for (const days of [31, 29]) {
      const link = { siret: FAY_AUX_LOGES, role: 'agent' as const, expiresAt: ago(days) }
      const token = (what: string) => ({ tokenHash: Buffer.from(`${what}${days}`) })
      await tx.insert(invitations).values({ ...link, ...token('open'), email: `o${days}@mairie.example` })
      const used = { email: `u${days}@mairie.example`, usedAt: ago(days) }
      await tx.insert(invitations).values({ ...link, ...token('used'), ...used })
    }
    for (const days of [91, 89]) {
      const origin = `https://portail-${days}.example`
      await tx.insert(refusedOrigins).values({ siret: FAY_AUX_LOGES, origin, lastSeenAt: ago(days) })
    }
  })
  await forget()
  const [links, origins] = await inTenant(FAY_AUX_LOGES, (tx) =>
    Promise.all([tx.select().from(invitations), tx.select().from(refusedOrigins)]),
  )
  expect(links.map(({ email }) => email).toSorted()).toEqual(['o29@mairie.example', 'u29@mairie.example'])
  expect(origins.map(({ origin }) => origin)).toEqual(['https://portail-89.example'])
})

test('operators are known as long as a line names them, and comparisons for 36 months', async () => {
  const { db, safe } = service.services
  const operator = async (lastSeenAt: Date) => {
    const email = `${randomUUID()}@numerique.example`
    const [row] = await db.insert(operators).values({ email, name: 'Claire', lastSeenAt }).returning()
    return row?.id ?? ''
  }
  const known = async () =>
    (await db.select({ id: operators.id }).from(operators)).map(({ id }) => id).toSorted()
  const [gone, acted, noted, here] = [
    await operator(old),
    await operator(old),
    await operator(old),
    await operator(young),
  ]
  await db.delete(reconciliations)
  for (const startedAt of [old, young])
    await db.insert(reconciliations).values({ id: randomUUID(), startedAt, endedAt: startedAt })
  const act = { at: old, operatorId: acted, act: 'suspension', organizationSiret: null, concerned: null }
  await db.transaction((tx) => safe.audit.appendAct(tx as never, act))
  await trace(CALVI, `dinum:${noted}`, [], old)
  await forget()
  // Whose the old line of a collectivité is, nobody has looked.
  expect(await known()).toEqual([gone, acted, noted, here].toSorted())
  expect((await db.select().from(reconciliations)).map(({ startedAt }) => startedAt)).toEqual([
    new Date(young),
  ])
  await workNightly(service.services)
  expect([await db.$count(operatorActs), await known()]).toEqual([0, [here]])
})

test('one part that fails stops no other, and is told by a code', async () => {
  const { safe, log } = service.services
  await inTenant(CALVI, (tx) =>
    tx
      .insert(refusedOrigins)
      .values({ siret: CALVI, origin: 'https://portail.example', lastSeenAt: ago(91) }),
  )
  await safe.db.insert(reconciliations).values({ id: randomUUID(), startedAt: old })
  const failing = new Proxy(safe.db, {
    get: (db, name) =>
      name === 'transaction'
        ? () => Promise.reject(Object.assign(new Error('away'), { code: 'AWAY' }))
        : (Reflect.get(db, name).bind?.(db) ?? Reflect.get(db, name)),
  })
  await forgetEnded({ db: failing, log, now: clock })
  expect(await safe.db.$count(reconciliations, eq(reconciliations.startedAt, old))).toBe(0)
  const told = service.logs.map((line) => JSON.parse(line))
  expect(told.find(({ event }) => event === 'refused origins not forgotten')).toMatchObject({
    siret: CALVI,
    errorCode: 'AWAY',
  })
  await forget()
  expect(await inTenant(CALVI, (tx) => tx.$count(refusedOrigins))).toBe(0)
})
