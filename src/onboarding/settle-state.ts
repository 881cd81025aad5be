import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import type { Note } from '#src/collectivite/access/change-access.js'
import type { CollectiviteState } from '#src/collectivite/collectivite.js'
import type { Db } from '#src/db/database.js'
import { collectivites, habilitations, members } from '#src/db/schema.js'
import { readSubscription } from '#src/delivery/hubee/subscription.js'
import { ensureDataKey } from '#src/submission/data-key.js'
import type { Keyring } from '#src/submission/keyring.js'

export type Settled = { before: CollectiviteState; state: CollectiviteState }
type Row = typeof collectivites.$inferSelect

/**
 * Says anew whether a collectivité is open: by the last word of DataPass or of the operator, whichever is newer. One
 * that nobody was ever welcomed to waits; one that
 * is read in HubEE alone is open as long as that can be; one that was closed and erased has a key again. Inside `changeAccess`, so that
 * one process says it at a time.
 * @returns the state it has now, and had before
 */
export async function settleState(tx: Db, keyring: Keyring, siret: string): Promise<Settled> {
  const [row] = await tx.select().from(collectivites).where(eq(collectivites.siret, siret))
  if (!row) throw new Error('The collectivité is not in the directory')
  const word = await lastWord(tx, row)
  const state = await stateFor(tx, row, word)
  if (state === row.state) return { before: state, state }
  const reopened = row.state === 'fermée' ? await reopen(tx, keyring, row) : {}
  await tx
    .update(collectivites)
    .set({ state, ...reopened })
    .where(eq(collectivites.siret, siret))
  return { before: row.state, state }
}

// A closing that DataPass overruled is forgotten: should it count again one day, its window would long be over.
async function reopen(tx: Db, keyring: Keyring, { siret, decision }: Row): Promise<Partial<Row>> {
  await ensureDataKey(tx, keyring, siret)
  return { erasedAt: null, ...(decision === 'fermeture' ? { decision: null, decidedAt: null } : {}) }
}

/** Writes the change into the trace, if there is one. Inside `changeAccess`. */
export async function noteState(note: Note, { before, state }: Settled, actor: Actor): Promise<void> {
  if (before === state) return
  if (state === 'fermée') return note(actor, 'fermeture')
  return note(actor, state === 'suspendue' ? 'suspension' : 'réactivation')
}

type Word = 'open' | 'suspended' | 'closed'
const DECISIONS: Record<NonNullable<Row['decision']>, Word> = {
  reprise: 'open',
  suspension: 'suspended',
  fermeture: 'closed',
}

async function lastWord(tx: Db, { siret, decision, decidedAt }: Row): Promise<Word> {
  const rows = await tx
    .select({ active: habilitations.active, changedAt: habilitations.changedAt })
    .from(habilitations)
    .where(and(eq(habilitations.organizationSiret, siret), isNotNull(habilitations.changedAt)))
  const active = rows.filter(({ active }) => active)
  // What DataPass ends afterwards stays closed.
  if (decision === 'fermeture' && active.length === 0) return 'closed'
  // One that is active is enough.
  const counted = active.length > 0 ? active : rows
  const changedAt = Math.max(...counted.map(({ changedAt }) => changedAt?.getTime() ?? 0))
  if (decision && (counted.length === 0 || (decidedAt?.getTime() ?? 0) >= changedAt))
    return DECISIONS[decision]
  return counted.length === 0 || active.length > 0 ? 'open' : 'suspended'
}

async function stateFor(tx: Db, row: Row, word: Word): Promise<CollectiviteState> {
  const { state } = row
  if (word === 'closed') return 'fermée'
  if (word === 'suspended') return 'suspendue'
  const reads = await readsByHubee(tx, row)
  if (state === 'en attente') return reads === 'yes' ? 'ouverte' : state
  if (state === 'ouverte') return reads === 'not now' && !row.accessConfirmedAt ? 'en attente' : state
  if (reads === 'yes') return 'ouverte'
  const accepted = and(
    eq(members.role, 'gestionnaire'),
    isNotNull(members.acceptedAt),
    isNull(members.leftAt),
  )
  return (await tx.$count(members, accepted)) > 0 ? 'ouverte' : 'en attente'
}

/** Whether somebody reads at HubEE; `never` where HubEE was never asked. */
async function readsByHubee(tx: Db, { siret, deliversToHubee }: Row): Promise<'yes' | 'not now' | 'never'> {
  const subscription = await readSubscription(tx, siret)
  if (!subscription) return 'never'
  return deliversToHubee && subscription.status === 'Actif' ? 'yes' : 'not now'
}
