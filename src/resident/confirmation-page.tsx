import type { Context } from 'hono'
import { localDay } from '#src/collectivite/local-time.js'
import { receiptByMailPath, receiptPath, TRANSMISSIONS_PATH } from '#src/resident/addresses.js'
import { cancelUrlOf, type OwnTransmission, originOf } from '#src/resident/own-transmission.js'
import { readReturnAddress } from '#src/resident/return-address.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import type { CollectiviteEnv } from '#src/resident/with-collectivite.js'
import { formatInstant, formatMonth } from '#templates/format.js'
import { isAttestation } from '#templates/origin.js'
import { Confirmation } from '#templates/resident/confirmation.js'
import type { ReceiptByMailProps } from '#templates/resident/receipt-by-mail.js'

// A collectivité that asks for the last three months takes this one no more.
const OLD_MONTHS = 3

/** An address as typed, and what is wrong with it. */
export type RefusedAddress = { typed: string; error: string }

/** Done: what a resident sent, and what she may do with it. */
export async function confirmationPage(
  services: ResidentServices,
  visits: Visits,
  c: Context<CollectiviteEnv>,
  own: OwnTransmission,
  refused: RefusedAddress | null = null,
) {
  const collectivite = c.get('collectivite')
  const { siret, name, timeZone, retentionDays } = collectivite
  const { reference, progress } = own
  const origin = originOf(own)
  const [visit, receiptByMail] = await Promise.all([
    visits.read(c),
    progress && readReceiptByMail(services, c, own, refused),
  ])
  const sent = visit?.content.sent.find((one) => one.reference === reference)
  // The list may have changed since she came.
  const { returnAddress } = await readReturnAddress(services, collectivite, sent?.returnAddress)
  const page = (
    <Confirmation
      collectivite={collectivite}
      reference={reference}
      origin={origin}
      sentAt={formatInstant(own.submittedAt, timeZone)}
      month={formatMonth(own.year, own.month)}
      isOld={isAttestation(origin) && monthsBefore(own, timeZone) > OLD_MONTHS}
      retentionDays={retentionDays}
      receiptUrl={progress && receiptPath(siret, reference)}
      receiptByMail={receiptByMail}
      cancelUrl={cancelUrlOf(own)}
      isOpened={Boolean(progress?.openedAt)}
      transmissionsUrl={TRANSMISSIONS_PATH}
      isShared={sent?.isShared ?? false}
      wasSentBefore={c.req.query('deja') === 'oui'}
      returnTo={returnAddress ? { url: returnAddress, host: new URL(returnAddress).host } : null}
    />
  )
  const title = isAttestation(origin)
    ? `Attestation transmise à ${name}`
    : `Quotient familial transmis à ${name}`
  return c.render(page, { title: refused ? `Erreur : ${title}` : title, signedIn: own.sub !== null })
}

/** How many months lie between what an attestation says and its sending. */
function monthsBefore({ year, month, submittedAt }: OwnTransmission, timeZone: string): number {
  const [sentYear = 0, sentMonth = 0] = localDay(submittedAt, timeZone).split('-').map(Number)
  return (sentYear - year) * 12 + sentMonth - month
}

async function readReceiptByMail(
  { receiptMails }: ResidentServices,
  c: Context<CollectiviteEnv>,
  { siret, reference, sub }: OwnTransmission,
  refused: RefusedAddress | null,
): Promise<ReceiptByMailProps> {
  const life = await receiptMails.find(siret, reference)
  if (!life) {
    const action = receiptByMailPath(siret, reference)
    return { kind: 'form', action, ...(refused ?? { typed: '', error: null }) }
  }
  const said = c.req.query('courriel')
  // Who is not identified is not told which addresses exist: the same words, whatever came of it.
  if (sub === null) return { kind: said === 'deja' ? 'asked-again' : 'leaving' }
  if (life.kind === 'failed') return { kind: 'failed' }
  if (said === 'deja') return { kind: 'asked-again' }
  const hasLeft = life.kind === 'accepted' && said !== 'demande'
  return hasLeft
    ? { kind: 'sent', at: formatInstant(life.at, c.get('collectivite').timeZone) }
    : { kind: 'leaving' }
}
