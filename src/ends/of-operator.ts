import { and, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { operatorActs, operators, reconciliations } from '#src/db/schema.js'
import { siretsWith } from '#src/db/sirets-with.js'
import type { Limits } from '#src/ends/limits.js'

/** Forgets the comparisons with DataPass of long ago. */
export async function forgetReconciliations(db: Db, { traced }: Limits): Promise<void> {
  await db.delete(reconciliations).where(lt(reconciliations.startedAt, traced))
}

/**
 * Forgets who has not been in the console for so long that no line names her any more. While some collectivité still has
 * a line from that time, nobody is forgotten: it may be hers.
 */
export async function forgetOperators(db: Db, { traced }: Limits): Promise<void> {
  const { id, lastSeenAt } = operators
  const named = sql`exists (select from ${operatorActs} where ${operatorActs.operatorId} = ${id})`
  const gone = await db
    .select({ id })
    .from(operators)
    .where(and(lt(lastSeenAt, traced), sql`not ${named}`))
  if (gone.length === 0) return
  const before = sql`${traced.toISOString()}::timestamptz`
  const uncut = await siretsWith(
    db,
    ({ first, last }) => sql`sirets_with_lines_before(${first}, ${last}, ${before})`,
  )
  if (uncut.length > 0) return
  const ids = gone.map((row) => row.id)
  await db.delete(operators).where(and(inArray(id, ids), lt(lastSeenAt, traced)))
}
