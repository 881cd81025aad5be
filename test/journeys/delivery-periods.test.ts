import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { rowsOf } from '#src/db/rows-of.js'
import { collectivites, deliveries, mails, recipients, submissions } from '#src/db/schema.js'
import { endPeriods } from '#src/delivery/end-periods.js'
import { makeDelivery } from '#src/delivery/make-delivery.js'
import { nextPeriodEnd, type PeriodFrequency } from '#src/delivery/periods.js'
import { fixedClock } from '../support/clock.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'

const SAINT_LEU = '21974013100012'
const HOUR = 3_600_000
const clock = fixedClock('2026-11-26T10:00:00Z')
let service: TestService

beforeAll(async () => {
  service = await startTestService({ now: clock, worker: false })
  for (const siret of [FAY_AUX_LOGES, SAINT_LEU]) {
    await service.open(siret)
    await asCollectivite(service.services.db, siret, (tx) =>
      tx.insert(recipients).values({ siret, email: 'mairie@exemple.example', confirmedAt: clock() }),
    )
  }
})
afterAll(() => service?.close())

/** Two schedulers at the same minute; then two processes take what they asked for. */
async function strike(siret: string) {
  await Promise.all([endPeriods(service.services), endPeriods(service.services)])
  const asked = await service.services.db.execute(
    sql`delete from pgboss.job where name = 'deliveries' returning id`,
  )
  if (rowsOf(asked).length > 0) await Promise.all([1, 2].map(() => makeDelivery(service.services, { siret })))
}

test.each<[string, string, PeriodFrequency, string, number, number, number]>([
  ['the clocks go forward', FAY_AUX_LOGES, 'jour', '2027-03-26T12:00:00Z', 5, 1, 5],
  ['the clocks go back', FAY_AUX_LOGES, 'jour', '2026-10-23T12:00:00Z', 5, 1, 5],
  ['overseas', SAINT_LEU, 'jour', '2026-11-25T12:00:00Z', 4, 1, 4],
  ['weeks over a clock change', FAY_AUX_LOGES, 'semaine', '2027-03-17T12:00:00Z', 21, 6, 3],
  ['a month of 28 days', FAY_AUX_LOGES, 'mois', '2027-01-20T12:00:00Z', 75, 24, 3],
])('%s: one delivery a period, and no gap', async (_, siret, frequency, start, days, hours, periods) => {
  const { db, safe } = service.services
  const timeZone = siret === SAINT_LEU ? 'Indian/Reunion' : 'Europe/Paris'
  clock.moveTo(start)
  await asCollectivite(db, siret, async (tx) => {
    for (const table of [mails, deliveries, submissions]) await tx.delete(table)
  })
  await db
    .update(collectivites)
    .set({
      mailFrequency: frequency,
      mailSince: clock(),
      mailDueAt: nextPeriodEnd(frequency, clock(), timeZone),
    })
    .where(sql`siret = ${siret}`)
  const ends: Date[] = []
  for (let hour = 0; hour < days * 24; hour += hours) {
    const next = nextPeriodEnd(frequency, clock(), timeZone)
    await sendTo(safe, siret)
    clock.moveBy(hours * HOUR)
    if (next <= clock()) ends.push(next)
    await strike(siret)
  }
  const [made, left] = await asCollectivite(db, siret, (tx) =>
    Promise.all([
      tx.select().from(deliveries).orderBy(deliveries.periodEnd),
      tx.select().from(submissions).where(sql`delivery_id is null`),
    ]),
  )
  expect(made.map(({ periodEnd }) => periodEnd)).toEqual(ends)
  expect(made).toHaveLength(periods)
  const last = ends.at(-1) ?? clock()
  for (const { createdAt } of left) expect(createdAt.getTime()).toBeGreaterThanOrEqual(last.getTime())
  const sent = made.reduce((sum, { count }) => sum + count, left.length)
  expect(sent).toBe(Math.ceil((days * 24) / hours))
})
