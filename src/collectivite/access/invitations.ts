import { and, eq, isNotNull, isNull, lt } from 'drizzle-orm'
import { type AccessTrace, changeAccess } from '#src/collectivite/access/change-access.js'
import { hashOfToken, newInvitationToken } from '#src/collectivite/access/invitation-token.js'
import { sameId } from '#src/collectivite/access/same-id.js'
import type { Membership, Role } from '#src/collectivite/members.js'
import type { Db } from '#src/db/database.js'
import { invitations, members } from '#src/db/schema.js'

export const INVITATION_DAYS = 30
const DAY = 86_400_000
const MINUTE = 60_000
const AT_MOST = 50
// A used link goes on saying that it was used; then the address is of no use any more.
const FORGOTTEN_AFTER = 365 * DAY

type Row = typeof invitations.$inferSelect
/** A link to be sent, and what stood there before it. */
export type Issued = { kind: 'issued'; token: string; email: string; role: Role; before: Row | null }
export type InviteOutcome =
  | Issued
  /** A double click: the first one sends. */
  | { kind: 'just-issued' }
  | { kind: 'already-in' | 'has-asked' | 'too-many' }

/** Invites an address, or renews its invitation; the link is in the answer and nowhere else. */
export function invite(
  trace: AccessTrace,
  { id: by, collectivite: { siret } }: Membership,
  { email, role }: { email: string; role: Role },
): Promise<InviteOutcome> {
  return changeAccess(trace, siret, async (tx, note) => {
    const [member] = await tx
      .select()
      .from(members)
      .where(and(eq(members.email, email), isNull(members.leftAt), isNotNull(members.proConnectSub)))
    if (member) return { kind: member.acceptedAt ? 'already-in' : 'has-asked' }
    await tx
      .delete(invitations)
      .where(lt(invitations.expiresAt, new Date(trace.now().getTime() - FORGOTTEN_AFTER)))
    const [before] = await tx
      .select()
      .from(invitations)
      .where(and(eq(invitations.email, email), isNull(invitations.usedAt)))
    if (!before && (await tx.$count(invitations, isNull(invitations.usedAt))) >= AT_MOST)
      return { kind: 'too-many' }
    const outcome = await issue(tx, siret, before ?? null, { email, role, invitedBy: by }, trace.now())
    if (outcome.kind === 'issued') await note(`agent:${by}`, 'invitation')
    return outcome
  })
}

/** Makes a new link for an invitation that was not used; the one before is of no use any more. */
export function inviteAgain(
  trace: AccessTrace,
  { id: by, collectivite: { siret } }: Membership,
  invitationId: string,
): Promise<Issued | { kind: 'just-issued' | 'unknown' }> {
  return changeAccess(trace, siret, async (tx, note) => {
    const [before] = await tx.select().from(invitations).where(openWithId(invitationId))
    if (!before) return { kind: 'unknown' }
    const { email, role } = before
    const outcome = await issue(tx, siret, before, { email, role, invitedBy: by }, trace.now())
    if (outcome.kind === 'issued') await note(`agent:${by}`, 'invitation')
    return outcome
  })
}

/** Links that were sent to an address lead nowhere from now on. Inside `changeAccess`. */
export async function dropInvitations(tx: Db, email: string): Promise<void> {
  await tx.delete(invitations).where(and(eq(invitations.email, email), isNull(invitations.usedAt)))
}

/** Its link leads nowhere from now on. */
export function cancelInvitation(
  trace: AccessTrace,
  { id: by, collectivite: { siret } }: Membership,
  invitationId: string,
): Promise<boolean> {
  return changeAccess(trace, siret, async (tx, note) => {
    const gone = await tx
      .delete(invitations)
      .where(openWithId(invitationId))
      .returning({ id: invitations.id })
    if (gone.length === 0) return false
    await note(`agent:${by}`, 'invitation annulée')
    return true
  })
}

/** The mail could not leave: what stood there before is there again, its link too. */
export async function takeBack(trace: AccessTrace, siret: string, { token, before }: Issued): Promise<void> {
  await changeAccess(trace, siret, async (tx, note) => {
    const same = eq(invitations.tokenHash, hashOfToken(token))
    if (before) await tx.update(invitations).set(before).where(same)
    else await tx.delete(invitations).where(same)
    await note('service', 'invitation annulée')
  })
}

/** Writes a fresh link; inside `changeAccess`. */
export async function issue(
  tx: Db,
  siret: string,
  before: Row | null,
  { email, role, invitedBy }: Pick<Row, 'email' | 'role' | 'invitedBy'>,
  now: Date,
): Promise<Issued | { kind: 'just-issued' }> {
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY)
  if (before && expiresAt.getTime() - before.expiresAt.getTime() < MINUTE) {
    await tx.update(invitations).set({ role }).where(eq(invitations.id, before.id))
    return { kind: 'just-issued' }
  }
  const token = newInvitationToken(siret)
  const fresh = { role, invitedBy, tokenHash: hashOfToken(token), expiresAt }
  if (before) await tx.update(invitations).set(fresh).where(eq(invitations.id, before.id))
  else await tx.insert(invitations).values({ siret, email, createdAt: now, ...fresh })
  return { kind: 'issued', token, email, role, before }
}

function openWithId(id: string) {
  return and(sameId(invitations.id, id), isNull(invitations.usedAt))
}
