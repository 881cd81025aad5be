import { and, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { hubeeFolders } from '#src/db/schema.js'
import type { Jobs } from '#src/jobs/jobs.js'

/** Neither completed nor given up. */
export const IS_OPEN = and(isNull(hubeeFolders.completedAt), isNull(hubeeFolders.failedAt))
/** Not tried before the subscription is active. */
export const WAITS_FOR_SUBSCRIPTION = sql`(${hubeeFolders.nextAttemptAt} is null
  and coalesce(${hubeeFolders.lastCode}, '') = 'HUBEE_NOT_SUBSCRIBED')`

/** The subscription is active: what waited for it is handed over. Inside `asCollectivite`. */
export async function releaseWaiting(tx: Db, jobs: Jobs, siret: string, now: Date): Promise<void> {
  await reopenFolders(tx, jobs, siret, now, and(IS_OPEN, WAITS_FOR_SUBSCRIPTION))
}

/** Tries these again, as if from the start. Inside `asCollectivite`. @returns how many */
export async function reopenFolders(
  tx: Db,
  jobs: Jobs,
  siret: string,
  now: Date,
  which: SQL | undefined,
): Promise<number> {
  const reopened = await tx
    .update(hubeeFolders)
    .set({ dueSince: now, attempts: 0, failedAt: null, lastCode: null, nextAttemptAt: null })
    .where(which)
    .returning({ id: hubeeFolders.id })
  await Promise.all(reopened.map(({ id: folder }) => jobs.send(tx, 'folders', { siret, folder })))
  return reopened.length
}
