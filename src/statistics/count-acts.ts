import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { collectivites, dailyCounts } from '#src/db/schema.js'

const { transmissions, sentWithoutFranceConnect, cancellations } = dailyCounts
const COLUMNS = { transmissions, sentWithoutFranceConnect, cancellations }

/** What residents do, counted in the transaction that does it, on the day that it is where the collectivité is. */
export async function countAct(tx: Db, siret: string, act: keyof typeof COLUMNS, at: Date): Promise<void> {
  const column = sql.identifier(COLUMNS[act].name)
  await tx.execute(sql`
    insert into ${dailyCounts} (siret, day, ${column})
    select c.siret, (${at.toISOString()}::timestamptz at time zone c.time_zone)::date, 1
      from ${collectivites} c where c.siret = ${siret}
    on conflict (siret, day) do update set ${column} = daily_counts.${column} + 1`)
}

/**
 * Changes transmissions, and counts in the same statement those that are read thereby for the first time.
 * @param change a statement that returns `siret`, `at` and `counts` of each row that it changes
 * @param times -1 takes back that they were read, on the day on which it was counted
 */
export async function countReads(tx: Db, change: SQL, times: 1 | -1 = 1): Promise<void> {
  await tx.execute(sql`
    with changed as (${change})
    insert into ${dailyCounts} (siret, day, reads)
    select c.siret, (changed.at at time zone c.time_zone)::date as day, ${times}::int * count(*)
      from changed join ${collectivites} c on c.siret = changed.siret
      where changed.counts group by c.siret, day
    on conflict (siret, day) do update set reads = daily_counts.reads + excluded.reads`)
}
