import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import { bindAccount } from '#src/collectivite/access/bind-account.js'
import { type AccessTrace, changeAccess } from '#src/collectivite/access/change-access.js'
import { dropInvitations, type Issued, issue } from '#src/collectivite/access/invitations.js'
import { readLinkToken } from '#src/collectivite/access/link-token.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite, findCollectivitesFor } from '#src/collectivite/directory.js'
import type { AgentAccount, Role } from '#src/collectivite/members.js'
import { sirenOf } from '#src/collectivite/siret.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { invitations, members } from '#src/db/schema.js'

export type FoundInvitation =
  | { kind: 'unknown' }
  | { kind: 'open' | 'expired' | 'used'; collectivite: Collectivite; role: Role; invitedBy: string | null }

/** What a link is worth. An unknown one may have been renewed, cancelled or made up: nobody learns which. */
export async function findInvitation(
  { db, now }: Pick<AccessTrace, 'db' | 'now'>,
  token: string,
): Promise<FoundInvitation> {
  const read = readLinkToken(token)
  const collectivite = read && (await findCollectivite(db, read.siret))
  if (!read || !collectivite || collectivite.state === 'fermée') return { kind: 'unknown' }
  return asCollectivite(db, read.siret, async (tx) => {
    const row = await withHash(tx, read.hash)
    if (!row) return { kind: 'unknown' }
    const [inviter] = row.invitedBy
      ? await tx.select({ name: members.name }).from(members).where(eq(members.id, row.invitedBy))
      : []
    const kind = row.usedAt ? 'used' : row.expiresAt <= now() ? 'expired' : 'open'
    return { kind, collectivite, role: row.role, invitedBy: inviter?.name ?? null }
  })
}

export type AcceptOutcome = 'joined' | 'already-in' | 'address-taken' | 'wrong-organisation' | 'not-open'

/** Whether agents of this organisation may work for the collectivité. */
export async function mayWorkFor(db: Db, agentSiret: string, siret: string): Promise<boolean> {
  const candidates = await findCollectivitesFor(db, sirenOf(agentSiret))
  return candidates.some((collectivite) => collectivite.siret === siret && collectivite.state !== 'fermée')
}

/** Whether another account has access under her address. */
export function isAddressTaken(db: Db, siret: string, { sub, email }: AgentAccount): Promise<boolean> {
  const { acceptedAt, leftAt, proConnectSub } = members
  const others = and(eq(members.email, email), ne(proConnectSub, sub), isNotNull(acceptedAt), isNull(leftAt))
  return asCollectivite(db, siret, async (tx) => (await tx.$count(members, others)) > 0)
}

/** Uses the link, once, for this account and no other; only in an organisation that may work for the collectivité. */
export async function acceptInvitation(
  trace: AccessTrace,
  token: string,
  account: AgentAccount,
): Promise<AcceptOutcome> {
  const read = readLinkToken(token)
  if (!read) return 'not-open'
  const { siret, hash } = read
  if (!(await mayWorkFor(trace.db, account.siret, siret))) return 'wrong-organisation'
  return changeAccess(trace, siret, async (tx, note) => {
    const now = trace.now()
    const row = await withHash(tx, hash)
    if (!row || row.usedAt || row.expiresAt <= now) return 'not-open'
    const bound = await bindAccount(tx, siret, account, row.role, now)
    if (bound.kind === 'address-taken') return bound.kind
    const { kind, id } = bound
    // The link is for somebody else: it stays good.
    if (kind === 'already-in' && row.email !== account.email) return kind
    if (kind === 'already-in' && row.role === 'gestionnaire' && bound.role === 'agent') {
      await tx.update(members).set({ role: row.role }).where(eq(members.id, id))
      await note(`agent:${id}`, 'changement de rôle', `agent:${id}`)
    }
    await tx.update(invitations).set({ usedAt: now }).where(eq(invitations.id, row.id))
    if (kind === 'joined') {
      await dropInvitations(tx, account.email)
      await note(`agent:${id}`, 'arrivée')
    }
    return 'joined'
  })
}

/** A fresh link for one that ran out, sent to the invited address only; false when there is nothing to renew. */
export async function renewInvitation(
  trace: AccessTrace,
  token: string,
  post: (tx: Db, issued: Issued, collectivite: Collectivite) => Promise<void>,
): Promise<boolean> {
  const found = await findInvitation(trace, token)
  if (found.kind !== 'expired') return false
  const { siret } = found.collectivite
  return changeAccess(trace, siret, async (tx, note) => {
    const read = readLinkToken(token)
    const row = read && (await withHash(tx, read.hash))
    if (!row || row.usedAt) return false
    const issued = await issue(tx, siret, row, row, trace.now())
    if (issued.kind !== 'issued') return false
    await note('service', 'invitation', `invitation:${issued.id}`)
    await post(tx, issued, found.collectivite)
    return true
  })
}

async function withHash(tx: Db, hash: Buffer) {
  const [row] = await tx.select().from(invitations).where(eq(invitations.tokenHash, hash))
  return row
}
