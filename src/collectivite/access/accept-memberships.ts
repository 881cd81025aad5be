import { and, eq, isNull } from 'drizzle-orm'
import { bindAccount, openWhenWaiting } from '#src/collectivite/access/bind-account.js'
import { type AccessTrace, changeAccess } from '#src/collectivite/access/change-access.js'
import { findCollectivitesOfSiren } from '#src/collectivite/directory.js'
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
  for (const { siret } of await findCollectivitesOfSiren(trace.db, sirenOf(account.siret))) {
    // Most sign-ins change nothing, so nothing is held for them.
    if (await asCollectivite(trace.db, siret, (tx) => findPromise(tx, account.email)))
      await acceptPromise(trace, siret, account)
  }
}

function acceptPromise(trace: AccessTrace, siret: string, account: AgentAccount): Promise<void> {
  return changeAccess(trace, siret, async (tx, note) => {
    const promise = await findPromise(tx, account.email)
    if (!promise) return
    const now = trace.now()
    const { kind, id, role } = await bindAccount(tx, siret, account, promise.role, now)
    if (kind === 'joined') return note(`agent:${id}`, 'arrivée')
    // She came in another way, under another address: the promise adds to what she is.
    await tx.update(members).set({ leftAt: now }).where(eq(members.id, promise.id))
    if (promise.role !== 'gestionnaire' || role === 'gestionnaire') return
    await tx.update(members).set({ role: 'gestionnaire' }).where(eq(members.id, id))
    await openWhenWaiting(tx, siret)
    await note(`agent:${id}`, 'changement de rôle')
  })
}

async function findPromise(tx: Db, email: string) {
  const { acceptedAt, requestedAt, leftAt } = members
  const [promise] = await tx
    .select({ id: members.id, role: members.role })
    .from(members)
    .where(and(eq(members.email, email), isNull(acceptedAt), isNull(requestedAt), isNull(leftAt)))
  return promise
}
