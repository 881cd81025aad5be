import { and, eq, isNull } from 'drizzle-orm'
import { type AccessTrace, changeAccess } from '#src/collectivite/access/change-access.js'
import { dropInvitations } from '#src/collectivite/access/invitations.js'
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
  address: string,
): Promise<OperatorOutcome> {
  const email = address.toLowerCase()
  if (!(await findCollectivite(trace.db, siret))) return 'unknown-collectivite'
  await addMember(trace.db, siret, { email, role: 'gestionnaire' })
  return changeAccess(trace, siret, async (tx, note) => {
    const member = await findByAddress(tx, email)
    if (!member) return 'unknown-member'
    await tx.update(members).set({ role: 'gestionnaire' }).where(eq(members.id, member.id))
    await note('service', 'changement de rôle', member.id)
    return member.acceptedAt ? 'appointed' : 'expected'
  })
}

/** Ends a membership, the last gestionnaire's too: her account has changed, or she is gone. */
export async function removeByOperator(
  trace: AccessTrace,
  siret: string,
  address: string,
): Promise<OperatorOutcome> {
  const email = address.toLowerCase()
  if (!(await findCollectivite(trace.db, siret))) return 'unknown-collectivite'
  return changeAccess(trace, siret, async (tx, note) => {
    const member = await findByAddress(tx, email)
    if (!member) return 'unknown-member'
    await dropInvitations(tx, email)
    await tx
      .update(members)
      .set({ leftAt: trace.now(), proConnectSub: null })
      .where(eq(members.id, member.id))
    await note('service', 'départ', member.id)
    return 'removed'
  })
}

async function findByAddress(tx: Db, email: string) {
  const [member] = await tx
    .select()
    .from(members)
    .where(and(eq(members.email, email), isNull(members.leftAt)))
  return member
}
