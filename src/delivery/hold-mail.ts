import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { deliveries, mails, recipients } from '#src/db/schema.js'
import { stateOf } from '#src/delivery/recipient.js'

/** A mail that this process alone may send, with what it is made of. */
export type HeldMail = typeof mails.$inferSelect & {
  collectivite: Collectivite
  delivery: typeof deliveries.$inferSelect | null
  recipient: typeof recipients.$inferSelect | null
}

/**
 * Takes a mail in hand for as long as its job may last. `held`: another process has it, or had when it died;
 * `done`: it has left, was given up, or is not wanted any more.
 */
export function holdMail(db: Db, siret: string, id: string, now: Date): Promise<HeldMail | 'held' | 'done'> {
  return asCollectivite(db, siret, async (tx) => {
    const open = and(eq(mails.id, id), isNull(mails.acceptedAt), isNull(mails.failedAt))
    const [mail] = await tx
      .update(mails)
      .set({
        heldUntil: sql`now() + (select make_interval(secs => expire_seconds) from pgboss.queue where name = 'mails')`,
        attempts: sql`${mails.attempts} + 1`,
        lastAttemptAt: now,
      })
      .where(and(open, or(isNull(mails.heldUntil), lt(mails.heldUntil, sql`now()`))))
      .returning()
    if (!mail) return (await tx.$count(mails, open)) > 0 ? 'held' : 'done'
    const { deliveryId, recipientId } = mail
    const [collectivite, [delivery], [recipient]] = await Promise.all([
      findCollectivite(tx, siret),
      deliveryId ? tx.select().from(deliveries).where(eq(deliveries.id, deliveryId)) : [],
      recipientId ? tx.select().from(recipients).where(eq(recipients.id, recipientId)) : [],
    ])
    if (!collectivite) return 'done'
    return { ...mail, collectivite, delivery: delivery ?? null, recipient: recipient ?? null }
  })
}

/** Whether a mail may still leave. `refused`: its address refuses mails meanwhile, and must confirm first. */
export type Wanted = 'wanted' | 'refused' | 'unwanted'

/** As it stood when the mail was taken in hand. */
export function wantedOf({ deliveryId, collectivite, recipient }: HeldMail): Wanted {
  return deliveryId ? wantedBy(collectivite, recipient) : 'wanted'
}

/** As it stands now: an address may be removed, or mails switched off, at any moment. */
export async function isStillWanted(db: Db, { siret, recipientId }: HeldMail): Promise<boolean> {
  return asCollectivite(db, siret, async (tx) => {
    const [collectivite, [recipient]] = await Promise.all([
      findCollectivite(tx, siret),
      recipientId ? tx.select().from(recipients).where(eq(recipients.id, recipientId)) : [],
    ])
    return wantedBy(collectivite, recipient ?? null) === 'wanted'
  })
}

function wantedBy(collectivite: Collectivite | null, recipient: HeldMail['recipient']): Wanted {
  const isOn = collectivite?.mailFrequency && collectivite.state !== 'fermée'
  if (!isOn || !recipient || recipient.removedAt) return 'unwanted'
  const state = stateOf(recipient)
  if (state === 'unconfirmed') return 'unwanted'
  return state === 'refused' ? 'refused' : 'wanted'
}
