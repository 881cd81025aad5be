import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { openingLines, openingLists } from '#src/db/schema.js'
import type { Jobs } from '#src/jobs/jobs.js'

/**
 * Sends a draft to the worker, once. In a transaction.
 * @returns false when it was sent already, or is not kept any more
 */
export async function confirmList(
  tx: Db,
  jobs: Jobs,
  id: string,
  { operatorId, now }: { operatorId: string; now: Date },
): Promise<boolean> {
  const confirmed = await tx
    .update(openingLists)
    .set({ confirmedAt: now, operatorId })
    .where(and(eq(openingLists.id, id), isNull(openingLists.confirmedAt)))
    .returning({ id: openingLists.id })
  if (confirmed.length > 0) await jobs.send(tx, 'openings', { list: id })
  return confirmed.length > 0
}

/** Forgets a draft; what was confirmed stays until its day is over. @returns whether it was one */
export function dropList(db: Db, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const dropped = await tx
      .delete(openingLists)
      .where(and(eq(openingLists.id, id), isNull(openingLists.confirmedAt)))
      .returning({ id: openingLists.id })
    if (dropped.length > 0) await tx.delete(openingLines).where(eq(openingLines.listId, id))
    return dropped.length > 0
  })
}
