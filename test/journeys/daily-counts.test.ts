import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '#src/config.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { collectivites, dailyCounts, mails, recipients, submissions } from '#src/db/schema.js'
import { makeDelivery } from '#src/delivery/make-delivery.js'
import { sendMail } from '#src/delivery/send-mail.js'
import { createLog } from '#src/log.js'
import { createServices } from '#src/services.js'
import { activityOf, firstDays } from '#src/statistics/activity.js'
import { organisations } from '../sandbox/proconnect/organisations.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf, type VisitedPage, type Visitor } from '../support/visitor.js'

const SAINT_LEU = organisations.saintLeu.siret
const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent/collectivites/${FAY_AUX_LOGES}`
const NOW = '2026-11-26T10:00:00Z'
const clock = fixedClock(NOW)
let service: TestService
let martine: Visitor

beforeAll(async () => {
  service = await startTestService({ now: clock })
  for (const siret of [FAY_AUX_LOGES, CALVI, SAINT_LEU]) await service.open(siret)
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  martine = service.newVisitor()
  await martine.signIn('/agent/connexion', { identity: 'martine' })
})
afterAll(() => service?.close())
beforeEach(async () => {
  clock.moveTo(NOW)
  await service.services.counters.write()
  await service.services.db.execute(
    sql`update daily_counts set views = 0, departures = 0, arrivals = 0, reviews = 0, transmissions = 0, cancellations = 0, reads = 0`,
  )
  await inTenant((tx) => tx.delete(submissions))
})

function inTenant<T>(work: Parameters<typeof asCollectivite<T>>[2]): Promise<T> {
  return asCollectivite(service.services.db, FAY_AUX_LOGES, work)
}
/** What was counted here, all days together; what is nothing is left out. */
async function counted(siret = FAY_AUX_LOGES): Promise<Record<string, number>> {
  await service.services.counters.write()
  const rows = await service.services.db.select().from(dailyCounts).where(eq(dailyCounts.siret, siret))
  const sums: Record<string, number> = {}
  for (const { siret: _, day: __, ...counts } of rows)
    for (const [what, times] of Object.entries(counts))
      if (times !== 0) sums[what] = (sums[what] ?? 0) + times
  return sums
}
async function daysOf(siret: string, what: 'transmissions' | 'views'): Promise<string[]> {
  const rows = await service.services.db.select().from(dailyCounts).where(eq(dailyCounts.siret, siret))
  return rows
    .filter((row) => row[what] > 0)
    .map(({ day }) => day)
    .sort()
}
async function send(): Promise<string> {
  const sent = await sendTo(service.services.safe, FAY_AUX_LOGES)
  return sent?.reference ?? ''
}
const transmit = (resident: Visitor, { html }: VisitedPage) =>
  resident.visit(`${page}/envois`, { form: { revue: fieldOf(html, 'revue') } })

describe('what residents do', () => {
  test('is counted once each: page seen, departure, arrival, review, transmission; reloads and sending twice add nothing', async () => {
    const resident = service.newVisitor()
    await resident.visit(page)
    const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
    await resident.visit(`${page}/envoyer_mes_donnees`)
    await resident.visit(`${page}/envoyer_mes_donnees`)
    await transmit(resident, review)
    await transmit(resident, review)
    const once = { views: 1, departures: 1, arrivals: 1, reviews: 1, transmissions: 1 }
    expect(await counted()).toEqual(once)
    expect(await counted(CALVI)).toEqual({})
  })

  test('that leads to no quotient familial is an arrival without a review; who gives up at FranceConnect is none', async () => {
    await service.newVisitor().signIn(`${page}/connexion`, { identity: 'no-caf-file' })
    await service.newVisitor().request(`${page}/connexion`)
    expect(await counted()).toEqual({ departures: 2, arrivals: 1 })
  })

  test('and the sign-in to follow transmissions, are not mixed', async () => {
    await service.newVisitor().signIn('/mes_transmissions/connexion', { identity: 'ordinary' })
    expect(await counted()).toEqual({})
  })

  test('a program that only asks for headers is not counted', async () => {
    for (const path of [page, `${page}/me_connecter`, `${page}/connexion`])
      await service.newVisitor().request(path, { method: 'HEAD' })
    expect(await counted()).toEqual({})
    await service.newVisitor().request(`${page}/me_connecter`)
    expect(await counted()).toEqual({ views: 1 })
  })

  test('taking back is counted beside, not subtracted', async () => {
    const resident = service.newVisitor()
    const sent = await transmit(resident, await resident.signIn(`${page}/connexion`, { identity: 'msa' }))
    await resident.visit(`${sent.url.pathname}/annulation`, { form: {} })
    await resident.visit(`${sent.url.pathname}/annulation`, { form: {} })
    expect(await counted()).toMatchObject({ transmissions: 1, cancellations: 1 })
  })

  test('is counted on the day that it is where the collectivité is', async () => {
    // Half past ten in the evening in Fay-aux-Loges, half past one the next morning in Saint-Leu.
    clock.moveTo('2026-11-30T21:30:00Z')
    for (const siret of [FAY_AUX_LOGES, SAINT_LEU]) {
      await sendTo(service.services.safe, siret)
      service.services.counters.count(siret, 'views')
    }
    await service.services.counters.write()
    expect(await daysOf(FAY_AUX_LOGES, 'transmissions')).toEqual(['2026-11-30'])
    expect(await daysOf(SAINT_LEU, 'transmissions')).toEqual(['2026-12-01'])
    expect(await daysOf(FAY_AUX_LOGES, 'views')).toEqual(['2026-11-30'])
    expect(await daysOf(SAINT_LEU, 'views')).toEqual(['2026-12-01'])
    const { db } = service.services
    expect(await firstDays(db, SAINT_LEU)).toEqual({
      firstView: '2026-12-01',
      firstTransmission: '2026-12-01',
    })
    expect(await firstDays(db, CALVI)).toEqual({ firstView: null, firstTransmission: null })
    const since = (day: string) => activityOf(db, [FAY_AUX_LOGES, SAINT_LEU, CALVI], day)
    expect(await since('2026-11-30')).toEqual(
      new Map([
        [FAY_AUX_LOGES, 1],
        [SAINT_LEU, 1],
      ]),
    )
    expect(await since('2026-12-01')).toEqual(new Map([[SAINT_LEU, 1]]))
    expect(await activityOf(db, [], '2026-11-30')).toEqual(new Map())
  })
})

describe('a transmission is read once', () => {
  const open = (reference: string) => martine.visit(`${desk}/transmissions/${reference}`)
  const csv = () => martine.request(`${desk}/export.csv`)

  test('when its record is opened, again, and taken away', async () => {
    const [first, second] = [await send(), await send()]
    await martine.visit(desk)
    expect(await counted()).toEqual({ transmissions: 2 })
    await open(second)
    await open(second)
    const read = (await counted()).reads
    // The same person's one before is shown beside it.
    expect([read, first !== second]).toEqual([2, true])
    await (await csv()).text()
    await open(first)
    expect(await counted()).toEqual({ transmissions: 2, reads: 2 })
  })

  test('when a file takes it away, and then opened', async () => {
    const references = [await send(), await send(), await send()]
    await (await csv()).text()
    await (await csv()).text()
    for (const reference of references) await open(reference)
    expect(await counted()).toEqual({ transmissions: 3, reads: 3 })
  })

  test('the resident’s own receipt, examples, and what an agent typed at the counter count nowhere', async () => {
    const resident = service.newVisitor()
    const sent = await transmit(
      resident,
      await resident.signIn(`${page}/connexion`, { identity: 'ordinary' }),
    )
    await resident.request(`${sent.url.pathname}.pdf`)
    const before = await counted()
    await martine.visit(`${desk}/exemples`, { form: {} })
    const examples = await inTenant((tx) =>
      tx.select().from(submissions).where(eq(submissions.example, true)),
    )
    expect(examples).toHaveLength(3)
    for (const { reference } of examples) await open(reference)
    const typed = await martine.visit(`${desk}/guichet`)
    const added = await martine.visit(`${desk}/guichet`, {
      form: {
        cle: fieldOf(typed.html, 'cle'),
        nom: 'ESSAI-GUICHET',
        prenoms: 'Paule',
        naissance: '03/04/1985',
        qf: '512',
        mois: '11/2026',
        regime: 'CNAF',
      },
    })
    expect(added.text).toContain('ESSAI-GUICHET')
    expect(await counted()).toEqual(before)
    expect(before).toMatchObject({ transmissions: 1 })
    expect(before.reads).toBeUndefined()
  })

  test('when a mail takes it away; not while that mail does not leave', async () => {
    const { db, safe } = service.services
    await db
      .update(collectivites)
      .set({ mailFrequency: 'transmission', mailContent: 'csv', mailSince: clock() })
      .where(eq(collectivites.siret, FAY_AUX_LOGES))
    await inTenant((tx) =>
      tx.insert(recipients).values({
        siret: FAY_AUX_LOGES,
        email: 'mairie@fay-aux-loges.example',
        confirmedAt: clock(),
      }),
    )
    service.sandbox.mailbox.refuseNext(450)
    await sendTo(safe, FAY_AUX_LOGES)
    // The mail is tried the next day: what is taken back is taken back where it was counted.
    await makeDelivery(service.services, { siret: FAY_AUX_LOGES })
    await service.settle()
    expect(await counted()).toEqual({ transmissions: 1 })
    const negative = await db.execute(sql`select 1 from daily_counts where reads < 0`)
    expect([...(negative as unknown as unknown[])]).toEqual([])
    clock.moveBy(24 * 3_600_000)
    const [mail] = await inTenant((tx) => tx.select().from(mails))
    await sendMail(service.services, { siret: FAY_AUX_LOGES, id: mail?.id ?? '' })
    expect(service.sandbox.mailbox.messages).toHaveLength(1)
    expect(await counted()).toEqual({ transmissions: 1, reads: 1 })
    await (await csv()).text()
    expect(await counted()).toEqual({ transmissions: 1, reads: 1 })
  })
})

describe('several processes', () => {
  test('add up, and what one has in hand is written when it stops', async () => {
    const others = await Promise.all(
      [1, 2, 3].map(() => createServices(readConfig(service.environment), { log: quiet, now: clock })),
    )
    const all = [...others, service.services]
    const sirets = [FAY_AUX_LOGES, CALVI, SAINT_LEU]
    for (let round = 0; round < 20; round++) {
      for (const { counters } of all) for (const siret of sirets) counters.count(siret, 'views')
      await Promise.all([
        ...all.map(({ counters }) => counters.write()),
        ...all.map(({ safe }, at) => sendTo(safe, sirets[at % sirets.length] ?? '')),
      ])
    }
    for (const { counters } of others) counters.count(CALVI, 'departures')
    await Promise.all(others.map(({ close }) => close()))
    expect(await counted(FAY_AUX_LOGES)).toEqual({ views: 80, transmissions: 40 })
    expect(await counted(CALVI)).toEqual({ views: 80, transmissions: 20, departures: 3 })
    expect(await counted(SAINT_LEU)).toEqual({ views: 80, transmissions: 20 })
  })

  test('a page is counted by itself, two seconds later; while the database refuses, nothing is lost', async () => {
    const { db } = service.services
    const logged = service.logs.length
    const { counters } = await createServices(readConfig(service.environment), {
      log: quiet,
      now: clock,
      database: { db: refusing(db), close: async () => {} },
    })
    counters.count(CALVI, 'views')
    await counters.write()
    expect(await counted(CALVI)).toEqual({})
    await counters.write()
    expect(await counted(CALVI)).toEqual({ views: 1 })
    await service.newVisitor().visit(`/collectivites/${CALVI}`)
    await expect
      .poll(async () => (await db.select().from(dailyCounts).where(eq(dailyCounts.siret, CALVI)))[0]?.views, {
        timeout: 5_000,
      })
      .toBe(2)
    expect(service.logs.slice(logged).join('')).not.toContain('not counted')
  })
})

const quiet = createLog('silent')

/** Refuses its first statement, as a database does that is away for a moment. */
function refusing(db: TestService['services']['db']): typeof db {
  let isAway = true
  const execute: typeof db.execute = (query) => {
    if (!isAway) return db.execute(query)
    isAway = false
    throw new Error('away')
  }
  return Object.assign(Object.create(db), { execute })
}
