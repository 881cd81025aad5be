import { eq } from 'drizzle-orm'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { mails, submissions } from '#src/db/schema.js'
import { lifeOf, type MailLife } from '#src/delivery/life.js'
import type { Outbox } from '#src/delivery/outbox.js'
import type { ReceiptLimit } from '#src/limits/receipt-limit.js'
import type { Origin } from '#src/submission/content.js'
import type { Safe } from '#src/submission/safe.js'
import { formatInstant, formatMonth, timeZoneName } from '#templates/format.js'
import { receiptMail } from '#templates/mail/receipt.js'

/** What a receipt says of a transmission. */
type Transmission = { reference: string; submittedAt: Date; year: number; month: number }
/**
 * `too-often`: the address had five today; `too-many`: whoever is not identified has to wait until tomorrow. `not-kept`:
 * the transmission was taken back or erased meanwhile.
 */
export type PostOutcome = 'posted' | 'posted-already' | 'too-often' | 'too-many' | 'not-kept'
/** `network` from which it is asked for; null under FranceConnect. */
export type AskedFor = { to: string; network: string | null }
/** Receipts by mail, for residents who want one; the caller knows that the transmission is the resident's own. */
export type ReceiptMails = {
  /** Where the receipt of this transmission stands; null when none was asked for. */
  find(siret: string, reference: string): Promise<MailLife | null>
  /** Puts the receipt in the mail, once for each transmission, however often and to whatever address it is asked for. */
  post(collectivite: Collectivite, transmission: Transmission, asked: AskedFor): Promise<PostOutcome>
}
type Parts = {
  safe: Safe
  outbox: Outbox
  limit: ReceiptLimit
  /** Where residents find again what they sent. */
  transmissionsUrl: URL
}

export function createReceiptMails({ safe, outbox, limit, transmissionsUrl }: Parts): ReceiptMails {
  const { db, audit, now } = safe
  return {
    find: (siret, reference) =>
      asCollectivite(db, siret, async (tx) => {
        const [mail] = await tx
          .select({ mail: mails })
          .from(mails)
          .innerJoin(submissions, eq(submissions.id, mails.id))
          .where(eq(submissions.reference, reference))
        return mail ? lifeOf(mail.mail) : null
      }),

    post: (collectivite, transmission, { to, network }) =>
      asCollectivite(db, collectivite.siret, async (tx) => {
        const { siret } = collectivite
        // Held to the end, as by who takes it back: who asks at the same time waits.
        const head = await audit.lockHead(tx, siret)
        const [kept] = await tx
          .select({ id: submissions.id, origin: submissions.origin })
          .from(submissions)
          .where(eq(submissions.reference, transmission.reference))
          .for('no key update')
        if (!kept) return 'not-kept'
        if ((await tx.$count(mails, eq(mails.id, kept.id))) > 0) return 'posted-already'
        const excess = await limit.take(tx, { email: to, siret, network })
        if (excess) return excess === 'of-address' ? 'too-often' : 'too-many'
        const content = contentOf(collectivite, kept.origin, transmission, transmissionsUrl)
        await outbox.put(tx, siret, { to, content, receiptOf: kept.id })
        await audit.append(tx, siret, head, {
          actor: 'usager',
          action: 'récépissé par courriel',
          references: [transmission.reference],
          at: now(),
        })
        return 'posted'
      }),
  }
}

function contentOf(
  collectivite: Collectivite,
  origin: Origin,
  { reference, submittedAt, year, month }: Transmission,
  transmissionsUrl: URL,
) {
  const { timeZone } = collectivite
  return receiptMail({
    origin,
    collectivite,
    reference,
    sentAt: formatInstant(submittedAt, timeZone),
    timeZoneName: timeZoneName(timeZone),
    month: formatMonth(year, month),
    link: transmissionsUrl.href,
  })
}
