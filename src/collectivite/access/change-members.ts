import { and, eq, isNotNull, isNull, or } from 'drizzle-orm'
import { type AccessTrace, changeAccess } from '#src/collectivite/access/change-access.js'
import { dropRecipients } from '#src/collectivite/access/drop-recipients.js'
import { dropInvitations, dropInvitationsBy } from '#src/collectivite/access/invitations.js'
import { sameId } from '#src/collectivite/access/same-id.js'
import { stillWorksHere } from '#src/collectivite/access/still-works-here.js'
import type { Membership, Role } from '#src/collectivite/members.js'
import type { Db } from '#src/db/database.js'
import { members, recipients } from '#src/db/schema.js'

/** `last-gestionnaire`: nobody would be left who decides, so nothing was done. */
export type ChangeOutcome = 'changed' | 'unchanged' | 'last-gestionnaire' | 'unknown'

export function changeRole(
  trace: AccessTrace,
  { id: by, collectivite: { siret } }: Membership,
  memberId: string,
  role: Role,
): Promise<ChangeOutcome> {
  return changeAccess(trace, siret, async (tx, note) => {
    const member = await findMember(tx, memberId)
    if (!member?.acceptedAt) return 'unknown'
    if (member.role === role) return 'unchanged'
    if (await isLastGestionnaire(tx, member)) return 'last-gestionnaire'
    await tx.update(members).set({ role }).where(eq(members.id, member.id))
    if (role === 'agent') await dropInvitationsBy(tx, member.id)
    await note(`agent:${by}`, 'changement de rôle', `agent:${member.id}`)
    return 'changed'
  })
}

/**
 * Ends a membership, her own or another's, or the promise of one. Name and address stay for the trace that names them;
 * the account is forgotten.
 */
export function endMembership(
  trace: AccessTrace,
  { id: by, collectivite: { siret } }: Membership,
  memberId: string,
): Promise<ChangeOutcome> {
  return changeAccess(trace, siret, async (tx, note) => {
    const member = await findMember(tx, memberId)
    if (!member) return 'unknown'
    if (await isLastGestionnaire(tx, member)) return 'last-gestionnaire'
    await letGo(tx, member, trace.now())
    await note(`agent:${by}`, 'départ', `agent:${member.id}`)
    return 'changed'
  })
}

/** Ends a member's row; name and address stay, the account and the links to her and from her do not. */
export async function letGo(tx: Db, { id, email }: { id: string; email: string }, now: Date): Promise<void> {
  await tx.update(members).set({ leftAt: now, proConnectSub: null }).where(eq(members.id, id))
  // Or she would let herself in again, and go on receiving files.
  await dropInvitations(tx, email)
  await dropInvitationsBy(tx, id)
  await dropRecipients(tx, eq(recipients.email, email), now)
}

async function findMember(tx: Db, id: string) {
  const [member] = await tx
    .select()
    .from(members)
    .where(
      and(
        sameId(members.id, id),
        isNull(members.leftAt),
        // Who only asks is answered, not removed.
        or(isNotNull(members.acceptedAt), isNull(members.requestedAt)),
      ),
    )
  return member
}

async function isLastGestionnaire(tx: Db, { role, acceptedAt }: { role: Role; acceptedAt: Date | null }) {
  if (role !== 'gestionnaire' || !acceptedAt) return false
  const those = and(
    eq(members.role, 'gestionnaire'),
    isNotNull(members.acceptedAt),
    isNull(members.leftAt),
    stillWorksHere,
  )
  return (await tx.$count(members, those)) <= 1
}
