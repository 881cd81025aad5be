import { and, eq, isNull, type SQL } from 'drizzle-orm'
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

/** Forgets a draft; what was confirmed stays until its day is over. In a transaction. @returns whether it was one */
export async function dropList(tx: Db, id: string): Promise<boolean> {
  const draft = and(eq(openingLists.id, id), isNull(openingLists.confirmedAt))
  return (await forgetLists(tx, draft)) > 0
}

/** With their lines, and the addresses in them. In a transaction. @returns how many */
export async function forgetLists(tx: Db, which: SQL | undefined): Promise<number> {
  const gone = await tx.delete(openingLists).where(which).returning({ id: openingLists.id })
  for (const { id } of gone) await tx.delete(openingLines).where(eq(openingLines.listId, id))
  return gone.length
}
