import { sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { collectivites, dailyCounts } from '#src/db/schema.js'

/** Sums of a month in a département; `month` is `AAAA-MM`. */
export type Sums = {
  month: string
  departement: string
  departures: number
  arrivals: number
  transmissions: number
  /** Those of them that were certified, or joined to an identity that is: they follow an arrival. */
  completions: number
  cancellations: number
  reads: number
}
export type Departement = { code: string; name: string; open: number }

/**
 * Sums the days from `from` to the one before `until`, `AAAA-MM-JJ`, by month and département: at most a hundred rows
 * a month leave the database, however many collectivités there are.
 */
export async function sumCounts(db: Db, from: string, until: string): Promise<Sums[]> {
  return rowsOf<Sums>(
    await db.execute(sql`
      with days as (
        select d.day, c.departement_code as departement, sum(d.departures) as departures, sum(d.arrivals) as arrivals,
            sum(d.transmissions + d.sent_without_franceconnect) as transmissions, sum(d.transmissions) as completions,
            sum(d.cancellations) as cancellations, sum(d.reads) as reads
          from ${dailyCounts} d join ${collectivites} c on c.siret = d.siret
          where d.day >= ${from}::date and d.day < ${until}::date
          group by d.day, c.departement_code)
      select to_char(day, 'YYYY-MM') as month, departement, sum(departures)::int as departures,
          sum(arrivals)::int as arrivals, sum(transmissions)::int as transmissions,
          sum(completions)::int as completions, sum(cancellations)::int as cancellations, sum(reads)::int as reads
        from days group by month, departement`),
  )
}

/** Every département of which the directory holds a collectivité, and how many of them are open. */
export async function countOpen(db: Db): Promise<Departement[]> {
  return rowsOf<Departement>(
    await db.execute(sql`
      select departement_code as code, min(departement_name) as name,
          (count(*) filter (where state = 'ouverte'))::int as open
        from ${collectivites} group by departement_code order by departement_code`),
  )
}
