import { and, eq, isNull } from 'drizzle-orm'
import { COMMAND, noteAct } from '#src/audit/acts.js'
import { type AccessTrace, changeAccess, type Note } from '#src/collectivite/access/change-access.js'
import { letGo } from '#src/collectivite/access/change-members.js'
import { findCollectivite } from '#src/collectivite/directory.js'
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
  return changeAccess(trace, siret, async (tx, note) => {
    await noteAct(trace, tx, COMMAND, 'nouveau gestionnaire', { siret })
    return appointIn(tx, note, siret, email)
  })
}

/** The same without its line in the journal. Inside `changeAccess`. */
export async function appointIn(
  tx: Db,
  note: Note,
  siret: string,
  email: string,
): Promise<'appointed' | 'expected'> {
  const named = { siret, email: email.toLowerCase(), role: 'gestionnaire' as const }
  await tx.insert(members).values(named).onConflictDoNothing()
  const member = await findByEmail(tx, email)
  if (!member) throw new Error('The gestionnaire was not named')
  await tx.update(members).set({ role: 'gestionnaire' }).where(eq(members.id, member.id))
  await note('commande', 'changement de rôle', `agent:${member.id}`)
  return member.acceptedAt ? 'appointed' : 'expected'
}

/** Ends a membership, the last gestionnaire's too: her account has changed, or she is gone. */
export async function removeByOperator(
  trace: AccessTrace,
  siret: string,
  email: string,
): Promise<OperatorOutcome> {
  if (!(await findCollectivite(trace.db, siret))) return 'unknown-collectivite'
  return changeAccess(trace, siret, async (tx, note) => {
    const member = await findByEmail(tx, email)
    if (!member) return 'unknown-member'
    await letGo(tx, member, trace.now())
    await note('commande', 'départ', `agent:${member.id}`)
    await noteAct(trace, tx, COMMAND, 'agent retiré', { siret })
    return 'removed'
  })
}

async function findByEmail(tx: Db, email: string) {
  const [member] = await tx
    .select()
    .from(members)
    .where(and(eq(members.email, email.toLowerCase()), isNull(members.leftAt)))
  return member
}
