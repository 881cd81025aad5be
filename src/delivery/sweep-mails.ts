import { and, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { findCollectivite } from '#src/collectivite/directory.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { mails } from '#src/db/schema.js'
import { siretsWith } from '#src/db/sirets-with.js'
import { GIVEN_UP_AFTER } from '#src/delivery/attempts.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { TO_RESIDENT } from '#src/delivery/to-resident.js'
import { describeError } from '#src/log.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
export const KEPT = 90 * DAY
export const RETRIED_WITHIN = 7 * DAY

/**
 * Forgets mails that left long ago and the content of those given up, and asks again for what should have left an hour
 * ago: a job can be lost with a database that was restored, a mail must not.
 */
export async function sweepMails(services: DeliveryServices): Promise<void> {
  const { safe, now, log } = services
  const before = (age: number) => sql`${new Date(now().getTime() - age).toISOString()}::timestamptz`
  const sirets = await siretsWith(
    safe.db,
    ({ first, last }) => sql`sirets_with_mails_to_sweep(${first}, ${last},
      ${before(KEPT)}, ${before(RETRIED_WITHIN)}, ${before(GIVEN_UP_AFTER)}, ${before(HOUR)})`,
  )
  for (const siret of sirets)
    await sweep(services, siret).catch((error) =>
      log.error('mails not swept', { siret, ...describeError(error) }),
    )
}

function sweep({ safe, jobs, now }: DeliveryServices, siret: string): Promise<void> {
  const before = (age: number) => new Date(now().getTime() - age)
  return asCollectivite(safe.db, siret, async (tx) => {
    const collectivite = await findCollectivite(tx, siret)
    const announces = collectivite?.mailFrequency === 'transmission' && collectivite.state !== 'fermée'
    await tx.delete(mails).where(lt(mails.createdAt, before(KEPT)))
    // The last attempt ends it, unless its job was lost or no worker was there.
    await tx
      .update(mails)
      .set({ envelope: null, failedAt: now(), nextAttemptAt: null })
      .where(and(TO_RESIDENT, IS_OPEN, lt(mails.createdAt, before(GIVEN_UP_AFTER))))
    await tx
      .update(mails)
      .set({ envelope: null })
      .where(and(isNotNull(mails.envelope), lt(mails.failedAt, before(RETRIED_WITHIN))))
    const late = await tx
      .select({ id: mails.id })
      .from(mails)
      .where(isLate(before(HOUR)))
    await Promise.all([
      ...late.map(({ id }) => jobs.send(tx, 'mails', { siret, id })),
      announces && jobs.send(tx, 'deliveries', { siret }),
    ])
  })
}

/** Neither accepted nor given up, and in nobody's hands. */
const IS_OPEN = and(
  isNull(mails.acceptedAt),
  isNull(mails.failedAt),
  or(isNull(mails.heldUntil), lt(mails.heldUntil, sql`now()`)),
)

function isLate(since: Date): SQL | undefined {
  const dueAt = sql`coalesce(${mails.nextAttemptAt}, ${mails.createdAt})`
  return and(IS_OPEN, sql`${dueAt} < ${since.toISOString()}::timestamptz`)
}
