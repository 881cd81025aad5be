import { sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import type { JobData, Jobs } from '#src/jobs/jobs.js'

/** A job that failed for a day: what it was about, and the code of its last failure. */
export type DeadLetter = {
  id: string
  about: Partial<
    JobData['mails'] &
      JobData['folders'] &
      JobData['subscriptions'] &
      JobData['datapass'] &
      JobData['openings']
  >
  code: string
}

const DEAD = sql`name = 'dead' and state < 'active'`

/** What the queue has given up. */
export async function listDeadLetters(db: Db): Promise<DeadLetter[]> {
  return rowsOf<DeadLetter>(
    await db.execute(
      sql`select id::text, data as about, coalesce(output->>'code', 'TIMEOUT') as code from pgboss.job where ${DEAD} order by created_on`,
    ),
  )
}

/** Puts them back where they came from: all, or the one of this id. @returns how many */
export async function retryDeadLetters(tx: Db, jobs: Jobs, only?: string): Promise<number> {
  const all = await listDeadLetters(tx)
  const dead = all.filter(({ id }) => only === undefined || id === only)
  for (const { id, about } of dead) {
    const { id: mail, siret, folder, subscriber, demande, list } = about
    if (demande !== undefined) await jobs.send(tx, 'datapass', { demande })
    else if (list !== undefined) await jobs.send(tx, 'openings', { list })
    else if (subscriber !== undefined) await jobs.send(tx, 'subscriptions', { subscriber })
    else if (siret !== undefined && folder !== undefined) await jobs.send(tx, 'folders', { siret, folder })
    else if (siret !== undefined && mail !== undefined) await jobs.send(tx, 'mails', { siret, id: mail })
    else if (siret !== undefined) await jobs.send(tx, 'deliveries', { siret })
    await tx.execute(sql`delete from pgboss.job where ${DEAD} and id = ${id}::uuid`)
  }
  return dead.length
}
