import type { Collectivite } from '#src/collectivite/collectivite.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { plural } from '#templates/format.js'
import type { MailContent } from '#templates/mail/mail.js'

type Props = {
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
export function receiptMail({
  collectivite,
  reference,
  sentAt,
  timeZoneName,
  month,
  link,
}: Props): MailContent {
  const { name, contact, retentionDays } = collectivite
  const days = `${retentionDays} ${plural(retentionDays, 'jour')}`
  return {
    subject: `Récépissé de votre transmission ${reference}`,
    blocks: [
      `Un quotient familial (${month}) a été transmis à ${name} – ${collectivitePlace(collectivite)} – le ${sentAt}, ${timeZoneName}.`,
      `Référence\u00a0: ${reference}. Gardez-la\u00a0: elle permet à la collectivité de retrouver votre envoi.`,
      `Vous n’avez plus rien à faire\u00a0: ses agents lisent votre envoi et appliquent leur tarif. Pour toute question sur le tarif, adressez-vous à votre collectivité${contact ? `\u00a0: ${contact}` : ''}.`,
      `Vous vous êtes identifié avec FranceConnect\u00a0? Pendant ${days} à partir de l’envoi, vous pouvez voir s’il a été ouvert et traité.`,
      { link, label: 'Voir mes transmissions' },
      'Personne ne vous appellera au sujet de ce courriel. Nous n’y mettons ni votre nom ni votre quotient familial, et nous ne gardons pas votre adresse.',
      'Si vous n’avez pas demandé ce courriel, ne faites rien\u00a0: quelqu’un s’est trompé d’adresse.',
    ],
  }
}
