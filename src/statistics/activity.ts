import { and, eq, gt, gte, inArray, min, type SQL, sql, sum } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { dailyCounts } from '#src/db/schema.js'

// With FranceConnect or without.
const SENT = sql`(${dailyCounts.transmissions} + ${dailyCounts.sentWithoutFranceConnect})`

/** Days `AAAA-MM-JJ` where the collectivité is. */
export type FirstDays = { firstView: string | null; firstTransmission: string | null }

/** When its page was first shown, and when a resident first transmitted; null for never yet. */
export async function firstDays(db: Db, siret: string): Promise<FirstDays> {
  const { day, views } = dailyCounts
  const first = async (counted: SQL) => {
    const [row] = await db
      .select({ day: min(day) })
      .from(dailyCounts)
      .where(and(eq(dailyCounts.siret, siret), gt(counted, 0)))
    return row?.day ?? null
  }
  const [firstView, firstTransmission] = await Promise.all([first(sql`${views}`), first(SENT)])
  return { firstView, firstTransmission }
}

/**
 * How many transmissions each of these received since a day `AAAA-MM-JJ`, that day included; those that received none
 * are left out.
 */
export async function activityOf(db: Db, sirets: string[], sinceDay: string): Promise<Map<string, number>> {
  if (sirets.length === 0) return new Map()
  const { siret, day } = dailyCounts
  const rows = await db
    .select({ siret, count: sum(SENT).mapWith(Number) })
    .from(dailyCounts)
    .where(and(inArray(siret, sirets), gte(day, sinceDay), gt(SENT, 0)))
    .groupBy(siret)
  return new Map(rows.map((row) => [row.siret, row.count]))
}
