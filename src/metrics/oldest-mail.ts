import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { mails } from '#src/db/schema.js'

// Each is a transaction of its own: a mail is seen by who asks for its collectivité, and by nobody else.
const LOOKED_AT = 5

/**
 * Age in seconds of the oldest mail that has neither left nor been given up; 0 when there is none. Each has one job, and
 * waits longer after each attempt: so it is among those with the longest wait, or, before any attempt, the oldest jobs.
 */
export async function readOldestMailAge(db: Db): Promise<number> {
  // By what stands in the index of what waits, and only then the jobs themselves.
  const first = (order: SQL) => sql`(select id from pgboss.job
    where name = 'mails' and state < 'active' order by ${order} limit ${LOOKED_AT})`
  const jobs = rowsOf<{ siret: string; id: string }>(
    await db.execute(sql`
      select data->>'siret' as siret, data->>'id' as id from pgboss.job where name = 'mails' and id in (
        ${first(sql`start_after - created_on desc, created_on`)} union ${first(sql`created_on`)})`),
  )
  let oldest = 0
  for (const { siret, id } of jobs) {
    const age = await asCollectivite(db, siret, async (tx) => {
      const [row] = await tx
        .select({ age: sql<number>`extract(epoch from now() - ${mails.createdAt})::float8` })
        .from(mails)
        .where(and(eq(mails.id, id), isNull(mails.acceptedAt), isNull(mails.failedAt)))
      return Number(row?.age ?? 0)
    })
    oldest = Math.max(oldest, age)
  }
  return oldest
}
