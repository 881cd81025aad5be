import PgBoss from 'pg-boss'
import type { Db } from '#src/db/database.js'
import { queueDatabase } from '#src/jobs/queue-database.js'

/** What each queue's jobs carry: ids, and nothing else. */
export type JobData = {
  /** One mail to send. */
  mails: { siret: string; id: string }
  /** What arrived for a collectivité may have to leave. */
  deliveries: { siret: string }
  /** Each minute: whose period has ended. */
  periods: Record<string, never>
  hourly: Record<string, never>
  /** The events of one demande of DataPass are to be acted upon. */
  datapass: { demande: number }
  /** A list of collectivités to open. */
  openings: { list: string }
  nightly: Record<string, never>
}
export type Queue = keyof JobData
export type Jobs = ReturnType<typeof createJobs>

/** The way into the queue, for every process; `startWorker` is the way out. */
export function createJobs() {
  const boss = new PgBoss({ db: { executeSql: () => Promise.reject(new Error('No transaction')) } })
  return {
    /**
     * Writes a job in the transaction that needs it. About the same thing one waits at a time; asking again changes
     * nothing.
     * @param inSeconds not before
     */
    async send<Q extends Queue>(tx: Db, queue: Q, data: JobData[Q], inSeconds = 0): Promise<void> {
      const options = { db: queueDatabase(tx), singletonKey: keyOf(data), startAfter: Math.ceil(inSeconds) }
      await boss.send(queue, data, options)
    },
  }
}

function keyOf({
  id,
  siret,
  demande,
  list,
}: {
  siret?: string
  id?: string
  demande?: number
  list?: string
}): string {
  return id ?? siret ?? list ?? String(demande ?? '')
}
