import type { MailContent } from '#templates/mail/mail.js'

/** To gestionnaires, when what was closed opens again before it was erased. */
export function reopeningMail({ collectivite, link }: { collectivite: string; link: string }): MailContent {
  return {
    subject: 'Le service est rouvert pour votre collectivité',
    blocks: [
      `Le service est rouvert pour ${collectivite}\u00a0: rien n’a été effacé, et les habitants peuvent de nouveau y transmettre leur quotient familial.`,
      { link, label: 'Ouvrir l’espace de la collectivité' },
    ],
  }
}
