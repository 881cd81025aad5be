import PgBoss from 'pg-boss'
import type { Db } from '#src/db/database.js'
import { queueDatabase } from '#src/jobs/queue-database.js'

/** What each queue's jobs carry: ids, and nothing else. */
export type JobData = {
  /** One mail to send. */
  mails: { siret: string; id: string }
  /** What arrived for a collectivité may have to leave. */
  deliveries: { siret: string }
  /** One transmission to hand over to HubEE. */
  folders: { siret: string; folder: string }
  /** The subscription of a collectivité at HubEE is to be asked for, and read. */
  subscriptions: { subscriber: string }
  /** Every ten minutes: what agents said at HubEE. */
  notifications: Record<string, never>
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
  folder,
  siret,
  subscriber,
  demande,
  list,
}: {
  siret?: string
  subscriber?: string
  id?: string
  folder?: string
  demande?: number
  list?: string
}): string {
  return id ?? folder ?? siret ?? subscriber ?? list ?? String(demande ?? '')
}
