import { randomUUID } from 'node:crypto'
import { and, eq, isNotNull, isNull, type SQL } from 'drizzle-orm'
import { type AccessTrace, changeAccess } from '#src/collectivite/access/change-access.js'
import { hashOfToken, newLinkToken } from '#src/collectivite/access/link-token.js'
import { sameId } from '#src/collectivite/access/same-id.js'
import { takeBackMails } from '#src/collectivite/access/take-back-mails.js'
import type { Membership, Role } from '#src/collectivite/members.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { invitations, members } from '#src/db/schema.js'

export const INVITATION_DAYS = 30
const DAY = 86_400_000
const MINUTE = 60_000
const AT_MOST = 50

type Row = typeof invitations.$inferSelect
/** A link to be sent. */
export type Issued = { kind: 'issued'; id: string; token: string; email: string; role: Role }
/** Puts the mail with the link where it leaves from, in the transaction that makes the link. */
export type Post = (tx: Db, issued: Issued) => Promise<void>
export type InviteOutcome =
  | Issued
  /** A double click: the first one sends. */
  | { kind: 'just-issued' }
  | { kind: 'already-in' | 'has-asked' | 'too-many' }

/** Invites an address, or renews its invitation; the link is in the mail and nowhere else. */
export function invite(
  trace: AccessTrace,
  { id: by, collectivite: { siret } }: Membership,
  { email, role }: { email: string; role: Role },
  post: Post,
): Promise<InviteOutcome> {
  return changeAccess(trace, siret, async (tx, note) => {
    const [member] = await tx
      .select()
      .from(members)
      .where(and(eq(members.email, email), isNull(members.leftAt), isNotNull(members.proConnectSub)))
    if (member) return { kind: member.acceptedAt ? 'already-in' : 'has-asked' }
    const [before] = await tx
      .select()
      .from(invitations)
      .where(and(eq(invitations.email, email), isNull(invitations.usedAt)))
    if (!before && (await tx.$count(invitations, isNull(invitations.usedAt))) >= AT_MOST)
      return { kind: 'too-many' }
    const outcome = await issue(tx, siret, before ?? null, { email, role, invitedBy: by }, trace.now())
    if (outcome.kind === 'issued') {
      await note(`agent:${by}`, 'invitation', `invitation:${outcome.id}`)
      await post(tx, outcome)
    }
    return outcome
  })
}

/** Makes a new link for an invitation that was not used; the one before is of no use any more. */
export function inviteAgain(
  trace: AccessTrace,
  { id: by, collectivite: { siret } }: Membership,
  invitationId: string,
  post: Post,
): Promise<Issued | { kind: 'just-issued' | 'unknown' }> {
  return changeAccess(trace, siret, async (tx, note) => {
    const [before] = await tx.select().from(invitations).where(openWithId(invitationId))
    if (!before) return { kind: 'unknown' }
    const { email, role } = before
    const outcome = await issue(tx, siret, before, { email, role, invitedBy: by }, trace.now())
    if (outcome.kind === 'issued') {
      await note(`agent:${by}`, 'invitation', `invitation:${outcome.id}`)
      await post(tx, outcome)
    }
    return outcome
  })
}

/**
 * Links that were sent to an address lead nowhere from now on: all of them, or `which`. Inside `changeAccess`.
 * @returns how many
 */
export async function dropInvitations(tx: Db, email: string, which?: SQL): Promise<number> {
  return (await dropUnused(tx, and(eq(invitations.email, email), which))).length
}

/** Links that she sent and that nobody used lead nowhere from now on. Inside `changeAccess`. */
export async function dropInvitationsBy(tx: Db, memberId: string): Promise<void> {
  await dropUnused(tx, eq(invitations.invitedBy, memberId))
}

async function dropUnused(tx: Db, which: SQL | undefined): Promise<{ id: string }[]> {
  const dropped = await tx
    .delete(invitations)
    .where(and(which, isNull(invitations.usedAt)))
    .returning({ id: invitations.id })
  for (const { id } of dropped) await takeBackMails(tx, id)
  return dropped
}

/** To whom each link was sent that is still kept, as lines of the trace name it. */
export async function invitationNames(db: Db, siret: string): Promise<Map<string, string>> {
  const { id, email } = invitations
  const rows = await asCollectivite(db, siret, (tx) => tx.select({ id, email }).from(invitations))
  return new Map(rows.map((row) => [`invitation:${row.id}`, row.email]))
}

/** She came in without her link: it has served. Inside `changeAccess`. */
export async function useInvitations(tx: Db, email: string, usedAt: Date): Promise<void> {
  const used = await tx
    .update(invitations)
    .set({ usedAt })
    .where(and(eq(invitations.email, email), isNull(invitations.usedAt)))
    .returning({ id: invitations.id })
  for (const { id } of used) await takeBackMails(tx, id)
}

/** Its link leads nowhere from now on. */
export function cancelInvitation(
  trace: AccessTrace,
  { id: by, collectivite: { siret } }: Membership,
  invitationId: string,
): Promise<boolean> {
  return changeAccess(trace, siret, async (tx, note) => {
    const [cancelled] = await dropUnused(tx, openWithId(invitationId))
    if (!cancelled) return false
    await note(`agent:${by}`, 'invitation annulée', `invitation:${cancelled.id}`)
    return true
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
  const token = newLinkToken(siret)
  const fresh = { role, invitedBy, tokenHash: hashOfToken(token), expiresAt }
  const id = before?.id ?? randomUUID()
  if (before) {
    await tx.update(invitations).set(fresh).where(eq(invitations.id, id))
    await takeBackMails(tx, id)
  } else await tx.insert(invitations).values({ id, siret, email, createdAt: now, ...fresh })
  return { kind: 'issued', id, token, email, role }
}

function openWithId(id: string) {
  return and(sameId(invitations.id, id), isNull(invitations.usedAt))
}
