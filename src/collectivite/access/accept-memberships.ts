import { and, eq, isNull, ne, or, sql } from 'drizzle-orm'
import { bindAccount, welcomeGestionnaire } from '#src/collectivite/access/bind-account.js'
import { type AccessTrace, changeAccess, type Note } from '#src/collectivite/access/change-access.js'
import { useInvitations } from '#src/collectivite/access/invitations.js'
import { findCollectivitesFor, findCollectivitesOfSiren } from '#src/collectivite/directory.js'
import type { AgentAccount } from '#src/collectivite/members.js'
import { sirenOf } from '#src/collectivite/siret.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { members } from '#src/db/schema.js'

/**
 * Binds to her account the memberships that were promised to her address, in the organisation itself and in no
 * partner's.
 */
export async function acceptMemberships(trace: AccessTrace, account: AgentAccount): Promise<void> {
  for (const { siret } of await findCollectivitesFor(trace.db, sirenOf(account.siret))) {
    // Most sign-ins change nothing, so nothing is held for them.
    if (await asCollectivite(trace.db, siret, (tx) => hasMoved(tx, account)))
      await changeAccess(trace, siret, (tx, note) => followAddress(tx, note, account))
  }
  for (const { siret } of await findCollectivitesOfSiren(trace.db, sirenOf(account.siret))) {
    if (await asCollectivite(trace.db, siret, (tx) => findPromise(tx, account.email)))
      await acceptPromise(trace, siret, account)
  }
}

function acceptPromise(trace: AccessTrace, siret: string, account: AgentAccount): Promise<void> {
  return changeAccess(trace, siret, async (tx, note) => {
    const promise = await findPromise(tx, account.email)
    if (!promise) return
    const now = trace.now()
    const bound = await bindAccount(tx, siret, account, promise.role, now)
    if (bound.kind === 'address-taken') return
    const { kind, id, role } = bound
    // Another link may still make an agent gestionnaire.
    if (promise.role === 'gestionnaire') await useInvitations(tx, account.email, now)
    if (kind === 'joined') return note(`agent:${id}`, 'arrivée')
    // She came in another way, under another address: the promise adds to what she is.
    await tx.update(members).set({ leftAt: now }).where(eq(members.id, promise.id))
    if (promise.role !== 'gestionnaire' || role === 'gestionnaire') return
    await tx.update(members).set({ role: 'gestionnaire' }).where(eq(members.id, id))
    await welcomeGestionnaire(tx, siret, now)
    await note(`agent:${id}`, 'changement de rôle')
  })
}

/** Mail for her goes where ProConnect says she is now. Inside `changeAccess`. */
async function followAddress(tx: Db, note: Note, account: AgentAccount): Promise<void> {
  const [moved] = await tx
    .update(members)
    .set({ email: account.email })
    .where(movedTo(account))
    .returning({ id: members.id })
  if (moved) await note(`agent:${moved.id}`, 'changement d’adresse', `agent:${moved.id}`)
}

async function hasMoved(tx: Db, account: AgentAccount): Promise<boolean> {
  return (await tx.$count(members, movedTo(account))) > 0
}

/** Her membership, under another address than hers; unless somebody else stands under that. */
function movedTo({ sub, email }: AgentAccount) {
  return and(
    eq(members.proConnectSub, sub),
    isNull(members.leftAt),
    ne(members.email, email),
    sql`not exists (select from members other where other.email = ${email} and other.left_at is null)`,
  )
}

async function findPromise(tx: Db, email: string) {
  const { acceptedAt, requestedAt, leftAt, role } = members
  // Who asks to come in is an agent, unless she was named meanwhile.
  const isNamed = or(isNull(requestedAt), eq(role, 'gestionnaire'))
  const [promise] = await tx
    .select({ id: members.id, role: members.role })
    .from(members)
    .where(and(eq(members.email, email), isNull(acceptedAt), isNamed, isNull(leftAt)))
  return promise
}
