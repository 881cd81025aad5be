import { FIRST_SIGN_IN } from '#templates/agent/first-sign-in.js'
import type { MailContent } from '#templates/mail/mail.js'

type Props = {
  collectivite: string
  role: 'gestionnaire' | 'agent'
  /** Null when the invited person renewed it herself; `opening` when the service has just been opened. */
  invitedBy: string | null | 'opening'
  link: string
  days: number
}

export function invitationMail({ collectivite, role, invitedBy, link, days }: Props): MailContent {
  const who =
    invitedBy === 'opening'
      ? `Le service est ouvert pour ${collectivite}. Vous y êtes attendu comme gestionnaire`
      : `${invitedBy ? `${invitedBy} vous invite` : 'Vous êtes invité'} dans l’espace de ${collectivite}`
  return {
    subject:
      invitedBy === 'opening'
        ? 'Votre collectivité peut recevoir les quotients familiaux\u00a0: il reste à accepter'
        : 'Votre invitation à lire les quotients familiaux transmis à votre collectivité',
    blocks: [
      `${who}, pour ${ROLE[role]}.`,
      ...(invitedBy === 'opening'
        ? ['Les habitants pourront transmettre leur quotient familial dès que vous aurez accepté.']
        : []),
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
