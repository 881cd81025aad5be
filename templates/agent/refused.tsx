import type { RequestState } from '#src/collectivite/access/requests.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { DeskClosedProps } from '#templates/agent/desk-closed.js'
import { type OrganisationProps, OtherOrganisation, SignedInAs } from '#templates/agent/other-organisation.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'

export type RefusedDesk = { collectivite: Collectivite; state: RequestState; requestUrl: string }
type Props = OrganisationProps & {
  /** The collectivités for which her organisation may work; none when it does not use the service. */
  desks: RefusedDesk[]
  /** Those that used it, and whose desk is over. */
  closed: DeskClosedProps[]
}

/** Signed in, but not for a desk: which organisation was used, how to ask, and how to change it. */
export function Refused({ agentName, organisation, desks, closed }: Props) {
  return (
    <>
      <h1>Vous n’avez pas accès à cet espace</h1>
      <SignedInAs agentName={agentName} organisation={organisation} />
      {closed.map(({ collectivite, day }) => (
        <p>
          <strong>{collectivite.name}</strong> n’utilise plus ce service. Son espace est fermé depuis le {day}
          , et ce qu’il contenait est effacé.
        </p>
      ))}
      {desks.length === 0 ? (
        closed.length === 0 && <p>Cette organisation n’utilise pas ce service.</p>
      ) : (
        <p>Cette organisation utilise ce service, mais vous n’êtes pas inscrit parmi ses agents.</p>
      )}
      {desks.map((desk) => (
        <Desk {...desk} />
      ))}
      <OtherOrganisation />
      {desks.length === 0 && (
        <p>
          <a href="/administrations">Proposer ce service dans votre collectivité</a>
        </p>
      )}
    </>
  )
}

function Desk({ collectivite, state, requestUrl }: RefusedDesk) {
  const id = `demande-${collectivite.siret}`
  return (
    <>
      <h2 id={id} class="fr-h5">
        {collectivite.name}, {collectivitePlace(collectivite)}
      </h2>
      <p>{STATES[state]}</p>
      {state === 'may-ask' && (
        <form method="post" action={requestUrl}>
          <button type="submit" class="fr-btn" aria-describedby={id}>
            Demander l’accès
          </button>
        </form>
      )}
    </>
  )
}

const STATES: Record<RequestState, string> = {
  'may-ask':
    'Vous travaillez pour cette collectivité ? Demandez l’accès : un gestionnaire recevra votre nom et votre adresse.',
  asked:
    'Votre demande est enregistrée. Un gestionnaire doit l’accepter ; vous recevrez alors un courriel. Il est inutile de la refaire.',
  refused:
    'Votre demande a été refusée par un gestionnaire. Si c’est une erreur, demandez-lui de vous inviter.',
  'address-taken':
    'Votre adresse est déjà inscrite, pour une autre organisation ou pour un autre compte ProConnect. Changez d’organisation comme ci-dessous ou, si vous avez changé de compte, demandez à un gestionnaire de vous retirer puis de vous inviter de nouveau.',
  member: 'Vous êtes inscrit : rechargez cette page.',
}
