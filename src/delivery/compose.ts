import { deskPath } from '#src/collectivite/addresses.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { localDay } from '#src/collectivite/local-time.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { mayHaveFiles } from '#src/delivery/free-mail.js'
import type { HeldMail } from '#src/delivery/hold-mail.js'
import { openMail } from '#src/delivery/sealed-mail.js'
import type { Mail } from '#src/mail/mailer.js'
import type { ColumnTitle } from '#src/spreadsheet/columns.js'
import { csvOf } from '#src/spreadsheet/csv.js'
import { fileName } from '#src/spreadsheet/file-name.js'
import { countReferences } from '#src/submission/count-submissions.js'
import { readDataKey } from '#src/submission/data-key.js'
import { hasReference } from '#src/submission/filter.js'
import { openSubmissions } from '#src/submission/open-submissions.js'
import { formatDay, formatInstant } from '#templates/format.js'
import { deliveryFileMail, deliveryNoticeMail } from '#templates/mail/delivery.js'
import { type MailContent, renderMail } from '#templates/mail/mail.js'

/** The columns of the contract that a mail carries: enough to find the family and its QF, and no more. */
export const MAILED_COLUMNS: readonly ColumnTitle[] = [
  'Référence',
  'Date de transmission',
  'Nom de naissance',
  'Prénoms',
  'Quotient familial',
  'Mois du QF',
  'Année du QF',
  'À vérifier',
  'Nom connu de la mairie',
  'Enfants ou services concernés',
]
const MAILED_ROWS_AT_MOST = 5_000
const DAY = 86_400_000

/** The references that a mail takes away, and which of them nobody had opened before. */
export type Opened = { all: string[]; now: string[] }
export type Composed = { mail: Mail; opened: Opened }
export const NOTHING_OPENED: Opened = { all: [], now: [] }
type Written = Pick<Mail, 'to' | 'attachment' | 'confidential'> & { content: MailContent; opened?: Opened }
type Delivery = NonNullable<HeldMail['delivery']>
type Recipient = NonNullable<HeldMail['recipient']>

/** The mail as it leaves now; null when nothing is left to say. */
export async function composeMail(services: DeliveryServices, held: HeldMail): Promise<Composed | null> {
  const composed = held.delivery ? await composeDelivery(services, held) : await openSealed(services, held)
  if (!composed) return null
  const { content, opened = NOTHING_OPENED, ...mail } = composed
  const { name, supportEmail } = services.config.operator
  const rendered = renderMail(content, { operatorName: name, supportEmail })
  const messageId = `<${held.delivery?.id ?? held.id}@${domainOf(services.config.mail.from)}>`
  return { mail: { ...mail, ...rendered, messageId }, opened }
}

async function openSealed(
  { safe }: DeliveryServices,
  { id, siret, envelope }: HeldMail,
): Promise<Written | null> {
  if (!envelope) return null
  const dataKey = await asCollectivite(safe.db, siret, (tx) => readDataKey(tx, safe.keyring, siret))
  return openMail(dataKey, siret, id, envelope)
}

async function composeDelivery(services: DeliveryServices, held: HeldMail): Promise<Written | null> {
  const { delivery, recipient, collectivite } = held
  if (!delivery || !recipient) return null
  const { safe, config } = services
  const link = new URL(deskPath(collectivite.siret), config.publicUrl).href
  const about = { collectivite: collectivite.name, link }
  const counts = await countReferences(safe, collectivite.siret, delivery.references)
  if (counts.kept === 0) return null
  const to = recipient.email
  if (mayCarryFile(collectivite, delivery, to))
    return withFile(services, collectivite, delivery, { recipient, about })
  return {
    to,
    content: deliveryNoticeMail({
      ...about,
      count: counts.kept,
      toTreat: counts.toTreat,
      firstAt: formatInstant(delivery.firstAt, collectivite.timeZone),
      withheld: delivery.content === 'csv' && collectivite.mailContent === 'csv',
    }),
  }
}

// Decided when it leaves: a gestionnaire, or DINUM, may have thought better of it.
function mayCarryFile(collectivite: Collectivite, delivery: Delivery, to: string): boolean {
  return (
    delivery.content === 'csv' &&
    collectivite.mailContent === 'csv' &&
    delivery.references.length <= MAILED_ROWS_AT_MOST &&
    mayHaveFiles(collectivite, to)
  )
}

async function withFile(
  { safe }: DeliveryServices,
  { siret, timeZone, retentionDays, codeCog }: Collectivite,
  { references, firstAt, lastAt }: Delivery,
  { recipient, about }: { recipient: Recipient; about: { collectivite: string; link: string } },
): Promise<Written | null> {
  const selection = { where: hasReference(references), limit: MAILED_ROWS_AT_MOST }
  const opening = { actor: 'service', action: 'courriel', to: `adresse:${recipient.id}` } as const
  const rows = await openSubmissions(safe, siret, selection, opening)
  if (rows.length === 0) return null
  // The first family's data goes first.
  const keepUntil = new Date(firstAt.getTime() + retentionDays * DAY)
  return {
    to: recipient.email,
    confidential: true,
    opened: {
      all: references,
      now: rows.filter(({ openedAt }) => !openedAt).map(({ reference }) => reference),
    },
    attachment: {
      filename: `${fileName({ codeCog, timeZone }, { firstAt, lastAt })}.csv`,
      contentType: 'text/csv; charset=utf-8',
      content: csvOf(rows, MAILED_COLUMNS, timeZone),
    },
    content: deliveryFileMail({
      ...about,
      count: rows.length,
      toCheck: rows.filter(({ reasons }) => reasons.length > 0).length,
      firstDay: formatDay(localDay(firstAt, timeZone)),
      lastDay: formatDay(localDay(lastAt, timeZone)),
      keepUntil: formatDay(localDay(keepUntil, timeZone)),
    }),
  }
}

function domainOf(from: string): string {
  return /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'localhost'
}
