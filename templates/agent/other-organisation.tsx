import { Alert } from '#templates/components/alert.js'
import { Steps } from '#templates/components/steps.js'

export type OrganisationProps = { agentName: string; organisation: { siret: string; name: string | null } }

/** As whom she is signed in, and for which organisation. */
export function SignedInAs({ agentName, organisation: { siret, name } }: OrganisationProps) {
  return (
    <Alert kind="warning">
      <p>
        Vous êtes identifié comme {agentName}, pour l’organisation{' '}
        <strong>
          {name ? `${name}, ` : ''}SIRET {siret}
        </strong>
        .
      </p>
    </Alert>
  )
}

/** How to come back for another organisation: ProConnect asks only after a sign-out. */
export function OtherOrganisation({ last }: { last?: string }) {
  return (
    <>
      <h2>Ce n’est pas la bonne organisation ?</h2>
      <Steps
        items={[
          'Déconnectez-vous avec le bouton en haut de la page : vous le serez aussi de ProConnect.',
          last ?? 'Identifiez-vous de nouveau.',
          'Quand ProConnect le demande, choisissez l’autre organisation.',
        ]}
      />
    </>
  )
}
