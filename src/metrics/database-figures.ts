import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Clock } from '#src/db/clock.js'
import type { Db } from '#src/db/database.js'
import { isMigrated } from '#src/db/migrate.js'
import { rowsOf } from '#src/db/rows-of.js'
import { type LastRun, readLastRuns } from '#src/metrics/last-runs.js'
import { readOldestMailAge } from '#src/metrics/oldest-mail.js'

export type QueueFigures = { queue: string; ready: number; oldestSeconds: number; scheduled: number }
/** What was read, and whether the clock of this process agrees with that of the database. */
export type Shared = { figures: DatabaseFigures | null; clockAgrees: boolean }
export type DatabaseFigures = {
  isMigrated: boolean
  queues: QueueFigures[]
  failingCollectivites: number
  oldestMailSeconds: number
  lastRuns: LastRun[]
}

// However many scrapers there are, and however often they come.
const FRESH_MILLISECONDS = 10_000
const ANSWERS_WITHIN_MILLISECONDS = 2_000

/**
 * What all processes share, as the database tells it at most once in ten seconds; null when it does not answer in two
 * seconds. Who asks meanwhile waits for the same answer.
 */
export function createDatabaseFigures(db: Db, clock: Clock) {
  let kept: { at: number; reading: Promise<DatabaseFigures> } | null = null
  const current = (): Promise<DatabaseFigures> => {
    if (kept && performance.now() - kept.at < FRESH_MILLISECONDS) return kept.reading
    const reading = readFigures(db)
    const mine = { at: Number.POSITIVE_INFINITY, reading }
    kept = mine
    reading.then(
      () => {
        mine.at = performance.now()
      },
      () => {
        if (kept === mine) kept = null
      },
    )
    return reading
  }
  const compared = async (): Promise<Shared> => {
    const figures = await current()
    return { figures, clockAgrees: await clock.check().then(always(true), always(false)) }
  }
  return async function read(): Promise<Shared> {
    const late = wait(ANSWERS_WITHIN_MILLISECONDS, null, { ref: false })
    // Of one that does not answer, nobody can compare the clock.
    return (await Promise.race([compared().catch(() => null), late])) ?? { figures: null, clockAgrees: true }
  }
}

function always(value: boolean): () => boolean {
  return () => value
}

async function readFigures(db: Db): Promise<DatabaseFigures> {
  const shared = await db.transaction(async (transaction) => {
    const tx = transaction as unknown as Db
    await tx.execute(sql.raw(`set local statement_timeout = ${ANSWERS_WITHIN_MILLISECONDS}`))
    return {
      isMigrated: await isMigrated(tx),
      queues: await readQueues(tx),
      failingCollectivites: await countFailing(tx),
      lastRuns: await readLastRuns(tx),
    }
  })
  return { ...shared, oldestMailSeconds: await readOldestMailAge(db) }
}

// Queues with nothing in them are told too.
async function readQueues(tx: Db): Promise<QueueFigures[]> {
  const rows = rowsOf<Record<'name' | 'ready' | 'oldest' | 'scheduled', unknown>>(
    await tx.execute(sql`
      select q.name, coalesce(j.ready, 0) as ready, coalesce(j.oldest, 0)::float8 as oldest, coalesce(j.scheduled, 0) as scheduled
        from pgboss.queue q left join (
          select name,
              count(*) filter (where start_after <= now()) as ready,
              count(*) filter (where start_after > now()) as scheduled,
              extract(epoch from now() - min(start_after) filter (where start_after <= now())) as oldest
            from pgboss.job where state < 'active' group by name
        ) j on j.name = q.name
        where q.name not like '\\_\\_%' order by q.name`),
  )
  return rows.map(({ name, ready, oldest, scheduled }) => ({
    queue: String(name),
    ready: Number(ready),
    oldestSeconds: Number(oldest),
    scheduled: Number(scheduled),
  }))
}

async function countFailing(tx: Db): Promise<number> {
  const [row] = rowsOf<{ failing: number | string }>(
    await tx.execute(
      sql`select count(*) as failing from collectivites where mail_failed_at is not null and state <> 'fermée'`,
    ),
  )
  return Number(row?.failing ?? 0)
}
