import { and, inArray, isNull, lt, not, or, sql } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { hubeeCases, hubeeFolders, submissions } from '#src/db/schema.js'
import { siretsWith } from '#src/db/sirets-with.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { WAITS_FOR_SUBSCRIPTION } from '#src/delivery/hubee/waiting-folders.js'
import { describeError } from '#src/log.js'

const HOUR = 3_600_000
// As long as the longest retention: then nothing is left of the transmission either.
const KEPT = 90 * 24 * HOUR

/**
 * Asks again for what should have been handed over an hour ago, takes back from HubEE what was begun of a transmission that
 * is gone, and forgets what was handed over long ago.
 */
export async function sweepFolders(services: DeliveryServices): Promise<void> {
  const { safe, now, log, hubee } = services
  if (!hubee) return
  const before = (age: number) => sql`${new Date(now().getTime() - age).toISOString()}::timestamptz`
  const sirets = await siretsWith(
    safe.db,
    ({ first, last }) =>
      sql`sirets_with_folders_to_sweep(${first}, ${last}, ${before(KEPT)}, ${before(HOUR)})`,
  )
  for (const siret of sirets)
    await sweep(services, siret).catch((error) =>
      log.error('folders not swept', { siret, ...describeError(error) }),
    )
}

function sweep({ safe, jobs, now }: DeliveryServices, siret: string): Promise<void> {
  const before = (age: number) => new Date(now().getTime() - age)
  return asCollectivite(safe.db, siret, async (tx) => {
    await forget(tx, before(KEPT))
    const { id, completedAt, failedAt, nextAttemptAt, dueSince, heldUntil } = hubeeFolders
    const isGone = sql`not exists (select from ${submissions} where ${submissions.id} = ${id})`
    const dueAt = sql`coalesce(${nextAttemptAt}, ${dueSince})`
    const isLate = and(
      isNull(failedAt),
      sql`${dueAt} < ${before(HOUR).toISOString()}::timestamptz`,
      not(WAITS_FOR_SUBSCRIPTION),
    )
    const isFree = or(isNull(heldUntil), lt(heldUntil, sql`now()`))
    const due = await tx
      .update(hubeeFolders)
      .set({ failedAt: null })
      .where(and(isNull(completedAt), isFree, or(isGone, isLate)))
      .returning({ id })
    await Promise.all(due.map(({ id: folder }) => jobs.send(tx, 'folders', { siret, folder })))
  })
}

async function forget(tx: Db, before: Date): Promise<void> {
  const forgotten = await tx
    .delete(hubeeFolders)
    .where(lt(hubeeFolders.createdAt, before))
    .returning({ caseId: hubeeFolders.caseId })
  const cases = forgotten.flatMap(({ caseId }) => caseId ?? [])
  if (cases.length > 0) await tx.delete(hubeeCases).where(inArray(hubeeCases.caseId, cases))
}
