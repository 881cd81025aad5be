import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { openingLines, openingLists } from '#src/db/schema.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

const DAY = 86_400_000

/**
 * Forgets, with their addresses, lists to which nothing has happened for a day, and asks again for those under way: a
 * job can be lost with a database that was restored.
 */
export async function sweepLists({ safe, jobs }: Pick<OnboardingServices, 'safe' | 'jobs'>): Promise<void> {
  const { id, createdAt, confirmedAt, endedAt } = openingLists
  const before = new Date(safe.now().getTime() - DAY)
  const lastMoved = sql`greatest(${createdAt}, ${confirmedAt}, ${endedAt})`
  await safe.db.transaction(async (tx) => {
    const old = await tx
      .delete(openingLists)
      .where(sql`${lastMoved} < ${before.toISOString()}::timestamptz`)
      .returning({ id })
    for (const { id } of old) await tx.delete(openingLines).where(eq(openingLines.listId, id))
    const underWay = await tx
      .select({ id })
      .from(openingLists)
      .where(and(isNotNull(confirmedAt), isNull(endedAt)))
    for (const { id } of underWay) await jobs.send(tx, 'openings', { list: id })
  })
}
