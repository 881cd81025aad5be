import { and, eq, isNull } from 'drizzle-orm'
import { type AccessTrace, changeAccess, type Note } from '#src/collectivite/access/change-access.js'
import { letGo } from '#src/collectivite/access/change-members.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { addMember } from '#src/collectivite/members.js'
import type { Db } from '#src/db/database.js'
import { members } from '#src/db/schema.js'

export type OperatorOutcome = 'appointed' | 'expected' | 'removed' | 'unknown-collectivite' | 'unknown-member'

/**
 * Makes a member gestionnaire, or names who will be one at her first sign-in: for a collectivité whose last
 * gestionnaire is gone.
 */
export async function appointGestionnaire(
  trace: AccessTrace,
  siret: string,
  email: string,
): Promise<OperatorOutcome> {
  if (!(await findCollectivite(trace.db, siret))) return 'unknown-collectivite'
  await addMember(trace.db, siret, { email, role: 'gestionnaire' })
  return changeMember(trace, siret, email, async (tx, member, note) => {
    await tx.update(members).set({ role: 'gestionnaire' }).where(eq(members.id, member.id))
    await note('service', 'changement de rôle', `agent:${member.id}`)
    return member.acceptedAt ? 'appointed' : 'expected'
  })
}

/** Ends a membership, the last gestionnaire's too: her account has changed, or she is gone. */
export async function removeByOperator(
  trace: AccessTrace,
  siret: string,
  email: string,
): Promise<OperatorOutcome> {
  if (!(await findCollectivite(trace.db, siret))) return 'unknown-collectivite'
  return changeMember(trace, siret, email, async (tx, member, note) => {
    await letGo(tx, member, trace.now())
    await note('service', 'départ', `agent:${member.id}`)
    return 'removed'
  })
}

type Member = typeof members.$inferSelect

function changeMember(
  trace: AccessTrace,
  siret: string,
  email: string,
  change: (tx: Db, member: Member, note: Note) => Promise<OperatorOutcome>,
): Promise<OperatorOutcome> {
  return changeAccess(trace, siret, async (tx, note) => {
    const [member] = await tx
      .select()
      .from(members)
      .where(and(eq(members.email, email.toLowerCase()), isNull(members.leftAt)))
    return member ? change(tx, member, note) : 'unknown-member'
  })
}
