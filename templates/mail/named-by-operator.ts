import type { MailContent } from '#templates/mail/mail.js'

type Props = {
  collectivite: string
  /** Whom the operator let in: an address, or an organisation by its SIREN. */
  named: { email: string } | { siren: string }
  /** The list of agents. */
  link: string
  supportEmail: string
}

/** To gestionnaires: somebody was let in who was not theirs to name. */
export function namedByOperatorMail({ collectivite, named, link, supportEmail }: Props): MailContent {
  const what =
    'email' in named
      ? `${named.email} est attendu comme gestionnaire de l’espace de ${collectivite}.`
      : `Les agents d’une autre organisation, SIREN ${named.siren}, peuvent désormais être invités dans l’espace de ${collectivite}.`
  return {
    subject: 'Un accès a été ajouté à l’espace de votre collectivité',
    blocks: [
      what,
      'Cela vient de l’opérateur du service ou de l’habilitation de votre collectivité, et non d’un de ses gestionnaires.',
      { link, label: 'Voir qui a accès' },
      `Vous ne vous y attendiez pas\u00a0? Retirez cet accès sur cette page, et écrivez à ${supportEmail}.`,
    ],
  }
}
