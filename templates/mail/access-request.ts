import type { MailContent } from '#templates/mail/mail.js'

type Props = { collectivite: string; name: string; email: string; link: string }

/** To gestionnaires: somebody of a right organisation asks to come in. */
export function accessRequestMail({ collectivite, name, email, link }: Props): MailContent {
  return {
    subject: 'Un agent demande l’accès à votre espace',
    blocks: [
      `${name} (${email}) demande à lire les quotients familiaux transmis à ${collectivite}.`,
      'Vérifiez que vous connaissez cette personne et qu’elle en a besoin dans son travail, puis acceptez ou refusez sa demande dans la liste des agents.',
      { link, label: 'Ouvrir la liste des agents' },
    ],
  }
}

/** To who asked: she is in. */
export function accessGrantedMail({ collectivite, link }: Pick<Props, 'collectivite' | 'link'>): MailContent {
  return {
    subject: 'Votre demande d’accès est acceptée',
    blocks: [
      `Vous pouvez maintenant lire les quotients familiaux transmis à ${collectivite}. Identifiez-vous comme la première fois.`,
      { link, label: 'Ouvrir l’espace des agents' },
    ],
  }
}
