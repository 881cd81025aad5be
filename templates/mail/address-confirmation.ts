import type { MailContent } from '#templates/mail/mail.js'

type Props = { collectivite: string; link: string; days: number }

/** To an address that a gestionnaire entered: nothing else is sent there before it has said yes. */
export function addressConfirmationMail({ collectivite, link, days }: Props): MailContent {
  return {
    subject: 'Confirmez cette adresse pour recevoir les quotients familiaux transmis à votre collectivité',
    blocks: [
      `Un gestionnaire de ${collectivite} a choisi cette adresse pour recevoir, par courriel, ce que les habitants transmettent.`,
      { link, label: 'Confirmer cette adresse' },
      `Ce lien sert pendant ${days} jours. Tant que vous n’avez pas confirmé, rien d’autre n’est envoyé ici.`,
      'Si vous n’attendiez pas ce courriel, ne faites rien.',
    ],
  }
}
