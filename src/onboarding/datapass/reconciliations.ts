import { randomUUID } from 'node:crypto'
import { and, desc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { reconciliations } from '#src/db/schema.js'

export type Reconciliation = typeof reconciliations.$inferSelect

// One that has not ended by then was killed.
const LASTS_AT_MOST = 3_600_000

/** Begins a comparison; null while another is under way. */
export function beginReconciliation(
  db: Db,
  now: Date,
): Promise<Pick<Reconciliation, 'id' | 'startedAt'> | null> {
  const { startedAt, endedAt } = reconciliations
  const alive = new Date(now.getTime() - LASTS_AT_MOST)
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('datapass reconciliation', 0))`)
    if ((await tx.$count(reconciliations, and(isNull(endedAt), gt(startedAt, alive)))) > 0) return null
    const begun = { id: randomUUID(), startedAt: now }
    await tx.insert(reconciliations).values(begun)
    return begun
  })
}

/** Whether it goes on. */
export function isUnderWay({ startedAt, endedAt }: Reconciliation, now: Date): boolean {
  return !endedAt && now.getTime() - startedAt.getTime() < LASTS_AT_MOST
}

/** How it ended. */
export async function endReconciliation(
  tx: Db,
  id: string,
  end: { endedAt: Date; seen: number; opened: number; failedCode: string | null },
): Promise<void> {
  await tx.update(reconciliations).set(end).where(eq(reconciliations.id, id))
}

/** The last comparison, and the last that went well; null when there was none. */
export async function lastReconciliations(
  db: Db,
): Promise<{ last: Reconciliation | null; lastGood: Reconciliation | null }> {
  const { startedAt, endedAt, failedCode } = reconciliations
  const newest = db.select().from(reconciliations).orderBy(desc(startedAt)).limit(1)
  const good = db
    .select()
    .from(reconciliations)
    .where(and(isNotNull(endedAt), isNull(failedCode)))
    .orderBy(desc(startedAt))
    .limit(1)
  const [[last = null], [lastGood = null]] = await Promise.all([newest, good])
  return { last, lastGood }
}
