import { sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { collectivites, dailyCounts } from '#src/db/schema.js'
import { describeError, type Log } from '#src/log.js'

/** What pages count; `dailyCounts` in the schema says when. */
export type Visited = 'views' | 'departures' | 'arrivals' | 'reviews'

const WRITTEN_AFTER_MILLISECONDS = 2_000
// Clocks of French places differ by quarters of an hour, so what a quarter holds is of one day everywhere.
const QUARTER_HOUR = 15 * 60_000

type Line = Record<Visited, number> & { siret: string; at: string }
const NONE: Record<Visited, number> = { views: 0, departures: 0, arrivals: 0, reviews: 0 }

/**
 * Counts visits in memory, so that a page pays nothing for it; they are written together, two seconds later and at the
 * end. A process that is killed takes its last two seconds along.
 */
export function createCounters(db: Db, log: Log, now: () => Date) {
  let lines = new Map<string, Line>()
  let timer: NodeJS.Timeout | null = null
  let written = Promise.resolve()

  let quarter = { number: Number.NaN, at: '' }

  const lineOf = (siret: string, at: string): Line => {
    timer ??= setTimeout(write, WRITTEN_AFTER_MILLISECONDS).unref()
    const key = `${siret} ${at}`
    const line = lines.get(key) ?? { siret, at, ...NONE }
    lines.set(key, line)
    return line
  }
  const add = ({ siret, at, ...more }: Line) => {
    const line = lineOf(siret, at)
    for (const [what, times] of Object.entries(more) as [Visited, number][]) line[what] += times
  }

  /** Writes what was counted until now; what the database refuses is tried again. */
  function write(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    const taken = [...lines.values()]
    lines = new Map()
    written = written
      .then(() => addLines(db, taken))
      .catch((error) => {
        log.warn('visits not counted yet', describeError(error))
        taken.forEach(add)
      })
    return written
  }

  return {
    count(siret: string, what: Visited): void {
      const number = Math.floor(now().getTime() / QUARTER_HOUR)
      if (number !== quarter.number) quarter = { number, at: new Date(number * QUARTER_HOUR).toISOString() }
      lineOf(siret, quarter.at)[what]++
    },
    write,
    async close(): Promise<void> {
      await write()
      if (timer) clearTimeout(timer)
    },
  }
}

// In one order, so that two processes never wait for each other's lines.
async function addLines(db: Db, lines: Line[]): Promise<void> {
  if (lines.length === 0) return
  await db.execute(sql`
    insert into ${dailyCounts} (siret, day, views, departures, arrivals, reviews)
    select c.siret, (l.at at time zone c.time_zone)::date as day,
        sum(l.views), sum(l.departures), sum(l.arrivals), sum(l.reviews)
      from jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb)
        as l(siret text, at timestamptz, views int, departures int, arrivals int, reviews int)
      join ${collectivites} c on c.siret = l.siret
      group by c.siret, day order by c.siret, day
    on conflict (siret, day) do update set
      views = daily_counts.views + excluded.views, departures = daily_counts.departures + excluded.departures,
      arrivals = daily_counts.arrivals + excluded.arrivals, reviews = daily_counts.reviews + excluded.reviews`)
}
