import { type OrganisationProps, OtherOrganisation, SignedInAs } from '#templates/agent/other-organisation.js'

/** Signed in, but not as an operator. */
export function ConsoleRefused(props: OrganisationProps) {
  return (
    <>
      <h1>Vous n’avez pas accès à la console</h1>
      <SignedInAs {...props} />
      <p>
        La console est réservée aux agents que l’opérateur du service a désignés, un par un. Vous travaillez
        pour une collectivité ? <a href="/agent">Ouvrez l’espace des agents</a>.
      </p>
      <OtherOrganisation />
    </>
  )
}
