import PgBoss from 'pg-boss'
import type { Clock } from '#src/db/clock.js'
import type { Db } from '#src/db/database.js'
import { onceReached } from '#src/db/once-reached.js'
import type { JobData, Queue } from '#src/jobs/jobs.js'
import { queueDatabase } from '#src/jobs/queue-database.js'
import { workThrough } from '#src/jobs/work-through.js'
import { describeError, type Log } from '#src/log.js'

/**
 * What is done with one job, and how many at a time. Thrown errors are retried; they are kept as a code alone. An
 * object that is answered is kept with the job for a day: numbers and names of events, nothing of a person.
 */
export type Handlers = {
  [Q in Queue]: { atOnce: number; handle(data: JobData[Q]): Promise<unknown> }
}
export type OnJobEnd = (queue: Queue, outcome: 'done' | 'failed') => void
export type WorkerPace = {
  /** How often a queue is looked into. */
  pollSeconds: number
  /** How often jobs are looked for whose process is gone. */
  maintenanceSeconds: number
}
export type Worker = { close(): Promise<void> }

const ORDINARY_PACE: WorkerPace = { pollSeconds: 1, maintenanceSeconds: 30 }
const HOUR = 3600

/**
 * Takes jobs out of the queue, in this process, beside any number of others. A database that is away for a moment is
 * logged and asked again; while the clocks disagree, others may take the jobs. `close` waits for the jobs in hand.
 */
export async function startWorker(
  { db, log, clock }: { db: Db; log: Log; clock: Clock },
  handlers: Handlers,
  pace: WorkerPace = ORDINARY_PACE,
  onEnd: OnJobEnd = () => {},
): Promise<Worker> {
  // At its start the library looks at its tables, once, and a connection may be cut just then.
  const boss = await onceReached(
    () => startQueue(db, log, pace),
    (error) => log.error('queue not started', describeError(error)),
  )
  const stops = (Object.keys(handlers) as Queue[]).map((queue) => {
    const { atOnce, handle } = handlers[queue]
    const untyped = handle as (data: unknown) => Promise<unknown>
    return workThrough(
      boss,
      { log, clock },
      {
        queue,
        atOnce,
        pollSeconds: pace.pollSeconds,
        handle: untyped,
        onEnd: (outcome) => onEnd(queue, outcome),
      },
    )
  })
  return {
    async close() {
      await Promise.all(stops.map((stop) => stop()))
      await boss.stop({ graceful: true, wait: true })
    },
  }
}

function startQueue(db: Db, log: Log, { maintenanceSeconds }: WorkerPace): Promise<PgBoss> {
  const boss = new PgBoss({
    db: outliving(queueDatabase(db), log),
    migrate: false,
    maintenanceIntervalSeconds: maintenanceSeconds,
    archiveCompletedAfterSeconds: HOUR,
    deleteAfterDays: 1,
  })
  boss.on('error', (error) => log.error('queue failed', describeError(error)))
  return boss.start()
}

// The library does not wait for what it writes about its own jobs, so a failure there would end the process.
function outliving({ executeSql }: PgBoss.Db, log: Log): PgBoss.Db {
  return {
    executeSql: (text, values) =>
      executeSql(text, values).catch((error) => {
        log.warn('queue not reached', describeError(error))
        // What it counts, it reads from the first row.
        return { rows: /count\(\*\)/i.test(text) ? [{ count: 0 }] : [] }
      }),
  }
}
