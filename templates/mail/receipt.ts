import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Origin } from '#src/submission/content.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { plural } from '#templates/format.js'
import type { MailBlock, MailContent } from '#templates/mail/mail.js'
import { isAttestation } from '#templates/origin.js'

type Props = {
  origin: Origin
  collectivite: Pick<Collectivite, 'name' | 'departement' | 'postalCodes' | 'contact' | 'retentionDays'>
  reference: string
  /** `26 novembre 2026 à 14 h 05`, and whose time that is. */
  sentAt: string
  timeZoneName: string
  month: string
  /** Her transmissions, behind FranceConnect. */
  link: string
}

/** To a resident who asked for it. Who reads it at a wrong address learns neither a name nor a quotient familial. */
export function receiptMail(props: Props): MailContent {
  const { origin, collectivite, reference, sentAt, timeZoneName, month } = props
  const what = isAttestation(origin)
    ? `Une attestation de quotient familial (${month}) a été transmise`
    : `Un quotient familial (${month}) a été transmis`
  return {
    subject: `Récépissé de votre transmission ${reference}`,
    blocks: [
      `${what} à ${collectivite.name} – ${collectivitePlace(collectivite)} – le ${sentAt}, ${timeZoneName}.`,
      `Référence\u00a0: ${reference}. Gardez-la\u00a0: elle permet à la collectivité de retrouver votre envoi.`,
      whatNext(props),
      ...whereFoundAgain(props),
      'Personne ne vous appellera au sujet de ce courriel. Nous n’y mettons ni votre nom ni votre quotient familial, et nous ne gardons pas votre adresse.',
      'Si vous n’avez pas demandé ce courriel, ne faites rien\u00a0: quelqu’un s’est trompé d’adresse.',
    ],
  }
}

function whatNext({ origin, collectivite: { contact } }: Props): string {
  const whom = `adressez-vous à votre collectivité${contact ? `\u00a0: ${contact}` : ''}.`
  return isAttestation(origin)
    ? `Un agent va lire l’attestation. Sans nouvelle, ou si votre tarif ne change pas, ${whom}`
    : `Vous n’avez plus rien à faire\u00a0: ses agents lisent votre envoi et appliquent leur tarif. Pour toute question sur le tarif, ${whom}`
}

function whereFoundAgain({ origin, collectivite: { retentionDays }, link }: Props): MailBlock[] {
  if (origin === 'Attestation sans FranceConnect')
    return [
      'Gardez ce courriel\u00a0: sans FranceConnect, la page de votre envoi ne se retrouve plus après 30 minutes.',
    ]
  const days = `${retentionDays} ${plural(retentionDays, 'jour')}`
  return [
    `Pendant ${days} à partir de l’envoi, identifiez-vous avec FranceConnect pour voir s’il a été ouvert et traité.`,
    { link, label: 'Voir mes transmissions' },
  ]
}
