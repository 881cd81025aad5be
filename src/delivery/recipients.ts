import { and, asc, eq, isNull } from 'drizzle-orm'
import { changeAccess, type Note } from '#src/collectivite/access/change-access.js'
import { dropRecipients } from '#src/collectivite/access/drop-recipients.js'
import { hashOfToken, newLinkToken } from '#src/collectivite/access/link-token.js'
import { sameId } from '#src/collectivite/access/same-id.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Membership } from '#src/collectivite/members.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { mails, recipients } from '#src/db/schema.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { mayHaveFiles } from '#src/delivery/free-mail.js'
import type { Recipient } from '#src/delivery/recipient.js'
import { addressConfirmationMail } from '#templates/mail/address-confirmation.js'

const CONFIRMATION_DAYS = 7
export const RECIPIENTS_AT_MOST = 10
const DAY = 86_400_000
const MINUTE = 60_000

type Services = Pick<DeliveryServices, 'safe' | 'outbox' | 'linkLimit' | 'config'>
export type AddOutcome = 'added' | 'already-active' | 'too-many' | 'free-mail'

/** The addresses of a collectivité, the oldest first. */
export function listRecipients(db: Db, siret: string): Promise<Recipient[]> {
  return asCollectivite(db, siret, (tx) =>
    tx.select().from(recipients).where(isNull(recipients.removedAt)).orderBy(asc(recipients.createdAt)),
  )
}

/** Where each address that is or was here stands in the trace: by its id. */
export async function recipientNames(db: Db, siret: string): Promise<Map<string, string>> {
  const rows = await asCollectivite(db, siret, (tx) =>
    tx.select({ id: recipients.id, email: recipients.email }).from(recipients),
  )
  // Erased when the collectivité was closed.
  return new Map(rows.map(({ id, email }) => [`adresse:${id}`, email || 'une adresse effacée']))
}

/** Adds an address and sends the link by which it says yes; one that waits is sent a new one. */
export function addRecipient(
  services: Services,
  { id: by, collectivite }: Membership,
  email: string,
): Promise<AddOutcome> {
  return changeAccess(services.safe, collectivite.siret, async (tx, note) => {
    if (collectivite.mailContent === 'csv' && !mayHaveFiles(collectivite, email)) return 'free-mail'
    const all = await tx.select().from(recipients).where(isNull(recipients.removedAt))
    const known = all.find((candidate) => candidate.email === email)
    if (known) {
      if (known.confirmedAt && !known.refusedAt) return 'already-active'
      await askToConfirm(services, tx, note, collectivite, known, by)
      return 'added'
    }
    if (all.length >= RECIPIENTS_AT_MOST) return 'too-many'
    const [added] = await tx
      .insert(recipients)
      .values({ siret: collectivite.siret, email, createdAt: services.safe.now() })
      .returning()
    if (added) await askToConfirm(services, tx, note, collectivite, added, by)
    return 'added'
  })
}

/** Sends the link again. Whether there was such an address. */
export function askAgain(
  services: Services,
  { id: by, collectivite }: Membership,
  recipientId: string,
): Promise<boolean> {
  return changeAccess(services.safe, collectivite.siret, async (tx, note) => {
    const [row] = await tx.select().from(recipients).where(hereWithId(recipientId))
    if (row) await askToConfirm(services, tx, note, collectivite, row, by)
    return row !== undefined
  })
}

/** Nothing more goes there from now on. Whether there was such an address. */
export function removeRecipient(
  { safe }: Services,
  { id: by, collectivite: { siret } }: Membership,
  recipientId: string,
): Promise<boolean> {
  return changeAccess(safe, siret, async (tx, note) => {
    const [removed] = await dropRecipients(tx, sameId(recipients.id, recipientId), safe.now())
    if (!removed) return false
    await note(`agent:${by}`, 'adresse retirée', `adresse:${removed}`)
    return true
  })
}

async function askToConfirm(
  { safe, outbox, linkLimit, config }: Services,
  tx: Db,
  note: Note,
  { siret, name }: Collectivite,
  { id, email, tokenExpiresAt }: typeof recipients.$inferSelect,
  by: string,
): Promise<void> {
  const expiresAt = new Date(safe.now().getTime() + CONFIRMATION_DAYS * DAY)
  // A double click.
  if (tokenExpiresAt && expiresAt.getTime() - tokenExpiresAt.getTime() < MINUTE) return
  await linkLimit.take(tx, siret, email)
  const token = newLinkToken(siret)
  await tx
    .update(recipients)
    .set({ tokenHash: hashOfToken(token), tokenExpiresAt: expiresAt })
    .where(eq(recipients.id, id))
  const before = and(eq(mails.recipientId, id), isNull(mails.deliveryId), isNull(mails.acceptedAt))
  await tx.delete(mails).where(before)
  const link = new URL(recipientPath(token), config.publicUrl).href
  const content = addressConfirmationMail({ collectivite: name, link, days: CONFIRMATION_DAYS })
  await outbox.put(tx, siret, { to: email, content, recipientId: id })
  await note(`agent:${by}`, 'adresse ajoutée', `adresse:${id}`)
}

/** Where an address confirms. */
export const recipientPath = (token: string) => `/agent/adresse/${encodeURIComponent(token)}`

function hereWithId(id: string) {
  return and(sameId(recipients.id, id), isNull(recipients.removedAt))
}
