import { eq } from 'drizzle-orm'
import { noteAct } from '#src/audit/acts.js'
import type { AccessTrace } from '#src/collectivite/access/change-access.js'
import type { AgentAccount } from '#src/collectivite/members.js'
import { operators } from '#src/db/schema.js'

/** Who works in the console; the trace names her by this number. */
export type Operator = { id: string; name: string; email: string }

/**
 * Her number, drawn at her first visit. The first request since she signed in is a line of the journal; when she was last
 * here is noted once an hour.
 * @param since when she signed in
 */
export async function knowOperator(
  trace: AccessTrace,
  { email, givenName, usualName }: Pick<AgentAccount, 'email' | 'givenName' | 'usualName'>,
  since: Date,
): Promise<Operator> {
  const { db, now } = trace
  const name = `${givenName} ${usualName}`
  const isHer = eq(operators.email, email)
  const [known] = await db.select().from(operators).where(isHer)
  const hourAgo = new Date(now().getTime() - 3_600_000)
  if (known && known.lastSeenAt >= since && known.lastSeenAt >= hourAgo) return { id: known.id, name, email }
  // Clocks of processes differ: her next request is not taken for another sign-in.
  const seen = { name, lastSeenAt: new Date(Math.max(now().getTime(), since.getTime())) }
  return db.transaction(async (tx) => {
    await tx
      .insert(operators)
      .values({ email, name, lastSeenAt: BEFORE_ANY })
      .onConflictDoNothing({ target: operators.email })
    const [row] = await tx.select().from(operators).where(isHer).for('update')
    if (!row) throw new Error('The operator was not kept')
    await tx.update(operators).set(seen).where(isHer)
    if (row.lastSeenAt < since) await noteAct(trace, tx, row, 'connexion', {})
    return { id: row.id, name, email }
  })
}

const BEFORE_ANY = new Date(0)
