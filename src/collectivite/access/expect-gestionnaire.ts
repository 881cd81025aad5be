import { and, eq, gt, isNotNull, isNull, or } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import { welcomeGestionnaire } from '#src/collectivite/access/bind-account.js'
import type { Note } from '#src/collectivite/access/change-access.js'
import { dropInvitations, type Issued, issue } from '#src/collectivite/access/invitations.js'
import type { Db } from '#src/db/database.js'
import { invitations, members } from '#src/db/schema.js'

/** Who names a gestionnaire without being one: the operator, or the service for an habilitation. */
export type Naming = { siret: string; email: string; actor: Actor; now: Date }
/** `promoted`: she was an agent already. */
export type Expected = { kind: 'expected' | 'already-in' | 'promoted' }

/**
 * Names who is to be gestionnaire, by her work address: she comes in by signing in for this organisation. Inside
 * `changeAccess`.
 */
export async function expectGestionnaire(
  tx: Db,
  note: Note,
  { siret, email, actor, now }: Naming,
): Promise<Expected> {
  const [member] = await tx
    .select()
    .from(members)
    .where(and(eq(members.email, email), isNull(members.leftAt)))
  if (!member) await tx.insert(members).values({ siret, email, role: 'gestionnaire' })
  if (member?.acceptedAt && member.role === 'gestionnaire') return { kind: 'already-in' }
  if (member) await tx.update(members).set({ role: 'gestionnaire' }).where(eq(members.id, member.id))
  if (!member?.acceptedAt) return { kind: 'expected' }
  await welcomeGestionnaire(tx, siret, now)
  await note(actor, 'changement de rôle', `agent:${member.id}`)
  return { kind: 'promoted' }
}

/** A link for who is expected, to be posted; a fresh one where there was one. Inside `changeAccess`. */
export async function issueForExpected(
  tx: Db,
  note: Note,
  { siret, email, actor, now }: Naming,
): Promise<Issued | { kind: 'just-issued' }> {
  const [before] = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.email, email), isNull(invitations.usedAt)))
  const issued = await issue(tx, siret, before ?? null, { email, role: 'gestionnaire', invitedBy: null }, now)
  if (issued.kind === 'issued') await note(actor, 'invitation', `invitation:${issued.id}`)
  return issued
}

/** Whether somebody has, or had, access under this address, or a link that serves or has served. Inside `asCollectivite`. */
export async function hadLinkOrAccess(tx: Db, email: string, now: Date): Promise<boolean> {
  const { acceptedAt, leftAt } = members
  const came = and(eq(members.email, email), or(isNotNull(acceptedAt), isNotNull(leftAt)))
  const { usedAt, expiresAt } = invitations
  const serves = and(eq(invitations.email, email), or(isNotNull(usedAt), gt(expiresAt, now)))
  const counts = await Promise.all([tx.$count(members, came), tx.$count(invitations, serves)])
  return counts.some((count) => count > 0)
}

/** Whom the habilitation names no more does not come in by it; who has come in stays. Inside `changeAccess`. */
export async function expectNoMore(tx: Db, note: Note, email: string): Promise<void> {
  const gone = await tx.delete(members).where(isExpected(email)).returning({ id: members.id })
  if (gone.length === 0) return
  // What a gestionnaire sent stays hers.
  const dropped = await dropInvitations(tx, email, isNull(invitations.invitedBy))
  if (dropped > 0) await note('service', 'invitation annulée')
}

/** Whether somebody of this address is named gestionnaire and has neither come nor asked. Inside `asCollectivite`. */
export async function isExpectedGestionnaire(tx: Db, email: string): Promise<boolean> {
  return (await tx.$count(members, and(isExpected(email), eq(members.role, 'gestionnaire')))) > 0
}

function isExpected(email: string) {
  const { acceptedAt, requestedAt, leftAt } = members
  return and(eq(members.email, email), isNull(acceptedAt), isNull(requestedAt), isNull(leftAt))
}
