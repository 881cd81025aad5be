import type { Collectivite, CollectiviteState } from '#src/collectivite/collectivite.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'

export type CollectiviteClosedProps = {
  collectivite: Collectivite
  state: Exclude<CollectiviteState, 'ouverte'>
  otherWayUrl: string
}

const WORDS = {
  'en attente': {
    title: 'Ce service ouvre bientôt',
    explanation:
      'La collectivité a choisi ce service, mais personne n’y est encore prêt à lire ce que vous enverriez. Revenez dans quelques jours, ou donnez votre attestation dès maintenant.',
  },
  suspendue: {
    title: 'Ce service n’est plus proposé pour le moment',
    explanation:
      'La collectivité ne reçoit plus de quotients familiaux ici pour le moment. Ce que vous avez déjà transmis lui est bien parvenu.',
  },
  fermée: {
    title: 'Ce service n’est plus proposé',
    explanation: 'La collectivité a cessé d’utiliser ce service : vous ne pouvez plus rien lui transmettre ici.',
  },
}

/** A collectivité that takes nothing here now: why, and what to do instead. */
export function CollectiviteClosed({ collectivite, state, otherWayUrl }: CollectiviteClosedProps) {
  const { title, explanation } = WORDS[state]
  return (
    <div class="qf-text">
      <h1>{title}</h1>
      <CollectiviteName collectivite={collectivite} />
      <p>{explanation}</p>
      <p>
        <ButtonLink href={otherWayUrl}>Donner mon quotient familial autrement</ButtonLink>
      </p>
      <p>
        <a href="/collectivites">Chercher une autre collectivité</a>
      </p>
    </div>
  )
}
