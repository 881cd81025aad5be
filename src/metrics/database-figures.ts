import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Clock } from '#src/db/clock.js'
import type { Db } from '#src/db/database.js'
import { isMigrated } from '#src/db/is-migrated.js'
import { rowsOf } from '#src/db/rows-of.js'
import { type LastRun, readLastRuns } from '#src/metrics/last-runs.js'
import { readOldestMailAge } from '#src/metrics/oldest-mail.js'
import { type QueueFigures, readQueues } from '#src/metrics/queues.js'

/** What the database tells, as far as it answered in time. */
export type Shared = {
  /** Null when it does not answer. */
  state: {
    isMigrated: boolean
    clockAgrees: boolean
    failingCollectivites: number
    lastRuns: LastRun[]
  } | null
  /** Apart, because it takes longer the more jobs wait. */
  waiting: { queues: QueueFigures[]; oldestMailSeconds: number } | null
}

// However many scrapers there are, and however often they come.
const FRESH_MILLISECONDS = 10_000
const ANSWERS_WITHIN_MILLISECONDS = 2_000

/** Reads what all processes share, at most once in ten seconds, and waits for two. */
export function createDatabaseFigures(db: Db, clock: Clock) {
  const readState = whileFresh(async () => ({
    ...(await inTime(db, async (tx) => ({
      isMigrated: await isMigrated(tx),
      failingCollectivites: await countFailing(tx),
      lastRuns: await readLastRuns(tx),
    }))),
    clockAgrees: await clock.check().then(
      () => true,
      () => false,
    ),
  }))
  const readWaiting = whileFresh(async () => ({
    queues: await inTime(db, readQueues),
    oldestMailSeconds: await readOldestMailAge(db),
  }))
  return async function read(): Promise<Shared> {
    const late = wait(ANSWERS_WITHIN_MILLISECONDS, null, { ref: false })
    const [state, waiting] = await Promise.all([
      Promise.race([readState().catch(() => null), late]),
      Promise.race([readWaiting().catch(() => null), late]),
    ])
    return { state, waiting }
  }
}

/** Who asks meanwhile waits for the same answer; a failure is not kept. */
function whileFresh<T>(read: () => Promise<T>): () => Promise<T> {
  let kept: { until: number; reading: Promise<T> } | null = null
  return () => {
    if (kept && performance.now() < kept.until) return kept.reading
    const mine = { until: Number.POSITIVE_INFINITY, reading: read() }
    kept = mine
    mine.reading.then(
      () => {
        mine.until = performance.now() + FRESH_MILLISECONDS
      },
      () => {
        mine.until = 0
      },
    )
    return mine.reading
  }
}

/** What takes longer is ended by the server, and by nobody waited for. */
function inTime<T>(db: Db, read: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql.raw(`set local statement_timeout = ${ANSWERS_WITHIN_MILLISECONDS}`))
    return read(tx as unknown as Db)
  })
}

async function countFailing(tx: Db): Promise<number> {
  const [row] = rowsOf<{ failing: number | string }>(
    await tx.execute(
      sql`select count(*) as failing from collectivites where mail_failed_at is not null and state <> 'fermée'`,
    ),
  )
  return Number(row?.failing ?? 0)
}
