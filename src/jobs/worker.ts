import PgBoss from 'pg-boss'
import type { Db } from '#src/db/database.js'
import type { JobData, Queue } from '#src/jobs/jobs.js'
import { queueDatabase } from '#src/jobs/queue-database.js'
import { describeError, type Log } from '#src/log.js'

/** What is done with one job, and how many at a time. Thrown errors are retried; they are kept as a code alone. */
export type Handlers = {
  [Q in Queue]: { atOnce: number; handle(data: JobData[Q]): Promise<void> }
}
export type WorkerPace = {
  /** How often a queue is looked into. */
  pollSeconds: number
  /** How often jobs are looked for whose process is gone. */
  maintenanceSeconds: number
}
export type Worker = { close(): Promise<void> }

const ORDINARY_PACE: WorkerPace = { pollSeconds: 1, maintenanceSeconds: 30 }
const HOUR = 3600
const STOP_MILLISECONDS = 60_000

/**
 * Takes jobs out of the queue, in this process, beside any number of others. A database that is away for a moment is
 * logged and asked again. `close` waits for the jobs in hand.
 */
export async function startWorker(
  { db, log }: { db: Db; log: Log },
  handlers: Handlers,
  pace: WorkerPace = ORDINARY_PACE,
): Promise<Worker> {
  const boss = new PgBoss({
    db: outliving(queueDatabase(db), log),
    migrate: false,
    maintenanceIntervalSeconds: pace.maintenanceSeconds,
    archiveCompletedAfterSeconds: HOUR,
    deleteAfterDays: 1,
  })
  boss.on('error', (error) => log.error('queue failed', describeError(error)))
  await boss.start()
  await Promise.all(
    (Object.keys(handlers) as Queue[]).map((queue) => work(boss, log, queue, handlers[queue], pace)),
  )
  return {
    async close() {
      await boss.stop({ graceful: true, wait: true, timeout: STOP_MILLISECONDS })
    },
  }
}

async function work<Q extends Queue>(
  boss: PgBoss,
  log: Log,
  queue: Q,
  { atOnce, handle }: Handlers[Q],
  { pollSeconds }: WorkerPace,
): Promise<void> {
  const options = { batchSize: atOnce, pollingIntervalSeconds: pollSeconds }
  const id = await boss.work<JobData[Q]>(queue, options, async (jobs) => {
    await Promise.all(
      jobs.map((job) =>
        handle(job.data).catch(async (error) => {
          const described = describeError(error)
          log.error('job failed', described)
          // The queue would keep all that an error holds.
          await boss.fail(queue, job.id, { code: described.errorCode ?? 'UNEXPECTED' })
        }),
      ),
    )
    // There are more, most likely.
    if (jobs.length === atOnce) boss.notifyWorker(id)
  })
}

// The library does not wait for the end of a job to be written, so a failure there would end the process. The job comes
// again when its time is over, and finds what it has done.
function outliving({ executeSql }: PgBoss.Db, log: Log): PgBoss.Db {
  return {
    executeSql: (text, values) =>
      executeSql(text, values).catch((error) => {
        log.warn('queue not reached', describeError(error))
        return { rows: [] }
      }),
  }
}
