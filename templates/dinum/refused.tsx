import { type OrganisationProps, OtherOrganisation, SignedInAs } from '#templates/agent/other-organisation.js'

/** Signed in, but not as an operator; hers may be the address of one, under another of her organisations. */
export function ConsoleRefused({
  isOfAnOperator,
  ...props
}: OrganisationProps & { isOfAnOperator: boolean }) {
  return (
    <>
      <h1>Vous n’avez pas accès à la console</h1>
      <SignedInAs {...props} />
      {isOfAnOperator ? (
        <p>
          Votre adresse est celle d’un opérateur du service. Elle n’ouvre que la console, et seulement avec
          l’organisation de l’opérateur : aucun espace d’agent, dans aucune organisation.
        </p>
      ) : (
        <p>
          La console est réservée aux agents que l’opérateur du service a désignés, un par un. Vous travaillez
          pour une collectivité ? <a href="/agent">Ouvrez l’espace des agents</a>.
        </p>
      )}
      <OtherOrganisation />
    </>
  )
}
