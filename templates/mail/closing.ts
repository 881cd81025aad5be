import type { MailContent } from '#templates/mail/mail.js'

type Props = {
  collectivite: string
  /** How long files can still be taken, and the last day of it, in words. */
  days: number
  day: string
  link: string
}

/** To gestionnaires, when the operator closes the service of their collectivité. */
export function closingMail({ collectivite, days, day, link }: Props): MailContent {
  return {
    subject: `Le service ferme pour votre collectivité\u00a0: reprenez vos fichiers avant le ${day}`,
    blocks: [
      `Le service est fermé pour ${collectivite}\u00a0: les habitants ne peuvent plus y transmettre leur quotient familial.`,
      `Pendant ${days} jours, jusqu’au ${day}, vous pouvez encore lire ce qui a été reçu et télécharger vos fichiers. Ensuite, tout est effacé et ne peut pas être rétabli.`,
      { link, label: 'Télécharger les fichiers' },
      'Si cette fermeture vous surprend, écrivez-nous avant cette date.',
    ],
  }
}
