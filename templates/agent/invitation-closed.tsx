export type ClosedInvitation =
  | 'unknown'
  | 'used'
  | 'already-in'
  | 'address-taken'
  | 'expired'
  | 'renewed'
  | 'not-renewed'

/** A link that opens nothing, or not any more: why, and what to do. */
export function InvitationClosed({ why, renewUrl }: { why: ClosedInvitation; renewUrl: string }) {
  const { title, explanation } = CLOSED_INVITATION[why]
  return (
    <>
      <h1>{title}</h1>
      <p>{explanation}</p>
      {(why === 'expired' || why === 'not-renewed') && (
        <form method="post" action={renewUrl}>
          <button type="submit" class="fr-btn">
            Recevoir un nouveau lien
          </button>
        </form>
      )}
      <p>
        <a href="/agent">Aller à l’espace des agents</a>
      </p>
    </>
  )
}

export const CLOSED_INVITATION: Record<ClosedInvitation, { title: string; explanation: string }> = {
  unknown: {
    title: 'Ce lien ne mène nulle part',
    explanation:
      'Il a été remplacé par un lien plus récent, ou l’invitation a été annulée, ou l’adresse est incomplète. Ouvrez le dernier courriel reçu ; sinon, demandez une nouvelle invitation à un gestionnaire de votre collectivité.',
  },
  used: {
    title: 'Cette invitation a déjà servi',
    explanation:
      'Son lien sert une seule fois. Si c’est vous qui l’avez acceptée, identifiez-vous simplement dans l’espace des agents. Sinon, demandez une nouvelle invitation à un gestionnaire de votre collectivité.',
  },
  'already-in': {
    title: 'Vous êtes déjà inscrit',
    explanation:
      'Vous avez déjà accès à cet espace. Cette invitation est pour quelqu’un d’autre et reste valable.',
  },
  'address-taken': {
    title: 'Votre adresse est déjà inscrite',
    explanation:
      'Un autre compte ProConnect a déjà accès avec cette adresse. Demandez à un gestionnaire de votre collectivité de retirer l’ancien compte, puis de vous inviter de nouveau.',
  },
  expired: {
    title: 'Ce lien a expiré',
    explanation:
      'Il était valable 30 jours. Demandez-en un nouveau : il sera envoyé à l’adresse qui a été invitée, et à nulle autre.',
  },
  renewed: {
    title: 'Un nouveau lien est parti',
    explanation:
      'Il arrive dans quelques minutes à l’adresse qui a été invitée. S’il n’arrive pas, cherchez dans les courriels indésirables.',
  },
  'not-renewed': {
    title: 'Cinq liens sont déjà partis aujourd’hui',
    explanation:
      'L’invitation n’est pas perdue. Regardez dans les courriels indésirables, ou réessayez demain.',
  },
}
