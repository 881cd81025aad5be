import { FIRST_SIGN_IN } from '#templates/agent/first-sign-in.js'
import type { MailContent } from '#templates/mail/mail.js'

type Props = {
  collectivite: string
  role: 'gestionnaire' | 'agent'
  /** Null when the invited person renewed it herself. */
  invitedBy: string | null
  link: string
  days: number
}

export function invitationMail({ collectivite, role, invitedBy, link, days }: Props): MailContent {
  const who = invitedBy ? `${invitedBy} vous invite` : 'Vous êtes invité'
  return {
    subject: 'Votre invitation à lire les quotients familiaux transmis à votre collectivité',
    blocks: [
      `${who} dans l’espace de ${collectivite}, pour ${ROLE[role]}.`,
      { link, label: 'Accepter l’invitation' },
      `Ce lien sert une seule fois, pendant ${days} jours. Il est pour vous\u00a0: ne le transférez pas. Vous vous identifierez avec ProConnect, le service de l’État pour les professionnels.`,
      'La première fois avec ProConnect\u00a0:',
      { steps: FIRST_SIGN_IN },
      'Si vous n’attendiez pas cette invitation, ne faites rien.',
    ],
  }
}

const ROLE = {
  agent: 'lire les quotients familiaux que les habitants transmettent et les emporter dans un fichier',
  gestionnaire:
    'lire les quotients familiaux que les habitants transmettent, choisir les réglages et décider qui y a accès',
}
