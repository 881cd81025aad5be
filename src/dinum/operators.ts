import { eq, sql } from 'drizzle-orm'
import type { AgentAccount } from '#src/collectivite/members.js'
import type { Db } from '#src/db/database.js'
import { operators } from '#src/db/schema.js'

/** Who works in the console; the trace names her by this number. */
export type Operator = { id: string; name: string; email: string }

/** Her number, drawn at her first visit; when she was last here is noted once an hour. */
export async function knowOperator(
  db: Db,
  { email, givenName, usualName }: Pick<AgentAccount, 'email' | 'givenName' | 'usualName'>,
  now: Date,
): Promise<Operator> {
  const name = `${givenName} ${usualName}`
  const lastHour = new Date(now.getTime() - 3_600_000).toISOString()
  await db
    .insert(operators)
    .values({ email, name, lastSeenAt: now })
    .onConflictDoUpdate({
      target: operators.email,
      set: { name, lastSeenAt: now },
      setWhere: sql`${operators.lastSeenAt} < ${lastHour}::timestamptz`,
    })
  const [row] = await db.select({ id: operators.id }).from(operators).where(eq(operators.email, email))
  if (!row) throw new Error('The operator was not kept')
  return { id: row.id, name, email }
}
