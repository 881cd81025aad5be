import { Alert } from '#templates/components/alert.js'
import { Steps } from '#templates/components/steps.js'

type Props = {
  agentName: string
  organisation: { siret: string; name: string | null }
  reason: 'no-collectivite' | 'not-member'
}

/** Signed in, but not for a desk: which organisation was used, and how to change it. */
export function Refused({ agentName, organisation, reason }: Props) {
  const { siret, name } = organisation
  return (
    <>
      <h1>Vous n’avez pas accès à cet espace</h1>
      <Alert kind="warning">
        <p>
          Vous êtes identifié comme {agentName}, pour l’organisation{' '}
          <strong>
            {name ? `${name}, ` : ''}SIRET {siret}
          </strong>
          .
        </p>
      </Alert>
      <p>
        {reason === 'not-member'
          ? 'Cette collectivité utilise ce service, mais vous n’êtes pas inscrit parmi ses agents avec cette adresse.'
          : 'Cette organisation n’utilise pas ce service.'}
      </p>
      {reason === 'not-member' && (
        <p>
          Demandez à un gestionnaire de votre collectivité de vous inscrire, avec l’adresse que vous utilisez
          dans ProConnect.
        </p>
      )}
      <h2>Ce n’est pas la bonne organisation ?</h2>
      <Steps
        items={[
          'Déconnectez-vous avec le bouton en haut de la page : vous le serez aussi de ProConnect.',
          'Identifiez-vous de nouveau.',
          'Quand ProConnect le demande, choisissez l’autre organisation.',
        ]}
      />
      {reason === 'no-collectivite' && (
        <p>
          <a href="/administrations">Proposer ce service dans votre collectivité</a>
        </p>
      )}
    </>
  )
}
