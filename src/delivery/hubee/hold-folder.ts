import { and, eq, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { hubeeFolders, submissions } from '#src/db/schema.js'
import { isWaiting, readSubscription } from '#src/delivery/hubee/subscription.js'
import { IS_OPEN } from '#src/delivery/hubee/waiting-folders.js'

export type FolderRow = typeof hubeeFolders.$inferSelect
/** A transmission that this process alone may hand over; `isWanted` unless it is gone, or nobody wants it handed over. */
export type HeldFolder = FolderRow & { collectivite: Collectivite; isWanted: boolean }

/**
 * Takes one in hand for as long as its job may last. `held`: another process has it, or had when it died; `waits`: for a
 * subscription that is active; `done`: it is completed, was given up, or is not there any more.
 */
export function holdFolder(
  db: Db,
  siret: string,
  id: string,
  now: Date,
): Promise<HeldFolder | 'held' | 'waits' | 'done'> {
  return asCollectivite(db, siret, async (tx) => {
    const open = and(eq(hubeeFolders.id, id), IS_OPEN)
    const [collectivite, subscription, isKept, count] = await Promise.all([
      findCollectivite(tx, siret),
      readSubscription(tx, siret),
      tx.$count(submissions, eq(submissions.id, id)),
      tx.$count(hubeeFolders, open),
    ])
    if (!collectivite || count === 0) return 'done'
    const isWanted = isKept > 0 && collectivite.deliversToHubee && collectivite.state !== 'fermée'
    if (isWanted && isWaiting(subscription)) {
      await tx.update(hubeeFolders).set({ lastCode: 'HUBEE_NOT_SUBSCRIBED', nextAttemptAt: null }).where(open)
      return 'waits'
    }
    const [row] = await tx
      .update(hubeeFolders)
      .set({
        heldUntil: sql`now() + (select make_interval(secs => expire_seconds) from pgboss.queue where name = 'folders')`,
        attempts: sql`${hubeeFolders.attempts} + 1`,
        lastAttemptAt: now,
      })
      .where(and(open, or(isNull(hubeeFolders.heldUntil), lt(hubeeFolders.heldUntil, sql`now()`))))
      .returning()
    return row ? { ...row, collectivite, isWanted } : 'held'
  })
}

/** No later attempt was begun, by a process that took this one for dead. */
export function isThisAttempt({ id, attempts, lastAttemptAt }: FolderRow): SQL | undefined {
  const { id: number, attempts: count, lastAttemptAt: at } = hubeeFolders
  return and(eq(number, id), eq(count, attempts), lastAttemptAt ? eq(at, lastAttemptAt) : undefined)
}
