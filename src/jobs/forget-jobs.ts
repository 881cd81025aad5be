import { sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'

/** Removes the jobs of these mails, whether they wait, are done or are dead letters. How many there were. */
export async function forgetMailJobs(tx: Db, mailIds: string[]): Promise<number> {
  const theirs = sql`name in ('mails', 'dead') and data->>'id' = any(string_to_array(${mailIds.join()}, ','))`
  const kept = rowsOf(await tx.execute(sql`delete from pgboss.job where ${theirs} returning id`))
  const archived = rowsOf(await tx.execute(sql`delete from pgboss.archive where ${theirs} returning id`))
  return kept.length + archived.length
}
