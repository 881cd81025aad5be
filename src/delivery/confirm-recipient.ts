import { and, eq, isNull } from 'drizzle-orm'
import { changeAccess } from '#src/collectivite/access/change-access.js'
import { readLinkToken } from '#src/collectivite/access/link-token.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { recipients } from '#src/db/schema.js'
import { catchUp } from '#src/delivery/catch-up.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { reopenMailsOf } from '#src/delivery/failed-sendings.js'
import { stateOf } from '#src/delivery/recipient.js'

/** What a link leads to: `to-confirm`, an address that has said yes, a link too old, or nothing. */
export type ConfirmationState =
  | { kind: 'to-confirm' | 'confirmed' | 'expired'; collectivite: Collectivite; email: string }
  | { kind: 'unknown' }

type Services = Pick<DeliveryServices, 'safe' | 'jobs'>

/** Looks, and changes nothing: programs that read mail open every link. */
export async function findConfirmation(
  { safe }: Pick<Services, 'safe'>,
  token: string,
): Promise<ConfirmationState> {
  const read = readLinkToken(token)
  if (!read) return { kind: 'unknown' }
  return asCollectivite(safe.db, read.siret, (tx) => stateIn(tx, read, safe.now()))
}

/** The address says yes: from now on deliveries go there, what waited for it first. */
export async function confirmRecipient({ safe, jobs }: Services, token: string): Promise<ConfirmationState> {
  const read = readLinkToken(token)
  if (!read) return { kind: 'unknown' }
  const { siret, hash } = read
  // Whatever SIRET a made-up link holds, nothing is begun for it.
  const found = await findConfirmation({ safe }, token)
  if (found.kind !== 'to-confirm') return found
  return changeAccess(safe, siret, async (tx, note) => {
    const state = await stateIn(tx, read, safe.now())
    if (state.kind !== 'to-confirm') return state
    const [confirmed] = await tx
      .update(recipients)
      .set({ confirmedAt: safe.now(), refusedAt: null })
      .where(eq(recipients.tokenHash, hash))
      .returning({ id: recipients.id })
    if (!confirmed) return { kind: 'unknown' }
    await note('service', 'adresse confirmée', `adresse:${confirmed.id}`)
    await reopenMailsOf(tx, jobs, siret, confirmed.id, safe.now())
    await catchUp(tx, jobs, siret, confirmed.id, safe.now())
    if (state.collectivite.mailFrequency) await jobs.send(tx, 'deliveries', { siret })
    return { ...state, kind: 'confirmed' }
  })
}

async function stateIn(
  tx: Db,
  { siret, hash }: { siret: string; hash: Buffer },
  now: Date,
): Promise<ConfirmationState> {
  const [collectivite, [row]] = await Promise.all([
    findCollectivite(tx, siret),
    tx
      .select()
      .from(recipients)
      .where(and(eq(recipients.tokenHash, hash), isNull(recipients.removedAt))),
  ])
  if (!collectivite || !row) return { kind: 'unknown' }
  const { email, tokenExpiresAt } = row
  if (stateOf(row) === 'active') return { kind: 'confirmed', collectivite, email }
  const isOpen = tokenExpiresAt !== null && tokenExpiresAt > now
  return { kind: isOpen ? 'to-confirm' : 'expired', collectivite, email }
}
