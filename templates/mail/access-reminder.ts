import type { MailContent } from '#templates/mail/mail.js'

type Props = { collectivite: string; days: 30 | 7 | 0; day: string; link: string }

/** To gestionnaires: every 18 months the list of accesses is confirmed. */
export function accessReminderMail({ collectivite, days, day, link }: Props): MailContent {
  return {
    subject:
      days === 0
        ? 'Vos agents attendent que vous confirmiez leurs accès'
        : `Confirmez les accès avant le ${day}`,
    blocks: [
      days === 0
        ? `Depuis le ${day}, les agents de ${collectivite} n’ont plus accès à l’espace, jusqu’à ce qu’un gestionnaire ait confirmé la liste. Les gestionnaires gardent le leur, et rien n’est perdu.`
        : `Tous les 18 mois, un gestionnaire relit la liste de ceux qui ont accès aux quotients familiaux transmis à ${collectivite}. Sans cela, les agents n’y auront plus accès à partir du ${day}.`,
      'Identifiez-vous, relisez la liste des agents, retirez ceux qui sont partis, puis choisissez «\u00a0Confirmer cette liste\u00a0». Cela prend une minute.',
      { link, label: 'Relire la liste des agents' },
    ],
  }
}
