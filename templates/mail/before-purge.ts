import { formatNumber } from '#templates/format.js'
import type { MailContent } from '#templates/mail/mail.js'

type Props = { collectivite: string; count: number; firstDay: string; days: 15 | 3; link: string }

/** To gestionnaires: what nobody treated nor took away is about to be erased. */
export function beforePurgeMail({ collectivite, count, firstDay, days, link }: Props): MailContent {
  const what =
    count > 1
      ? `${formatNumber(count)} transmissions reçues par ${collectivite} sont encore à traiter et ne sont dans aucun fichier. Elles seront effacées dans les ${days} jours, la première le ${firstDay}.`
      : `Une transmission reçue par ${collectivite} est encore à traiter et n’est dans aucun fichier. Elle sera effacée le ${firstDay}.`
  return {
    subject:
      count > 1
        ? 'Des quotients familiaux seront bientôt effacés'
        : 'Un quotient familial sera bientôt effacé',
    blocks: [
      what,
      'Téléchargez le fichier, ou marquez comme traité ce que vous avez déjà repris. Si vous n’en avez pas besoin, ne faites rien.',
      { link, label: 'Voir ces transmissions' },
    ],
  }
}
