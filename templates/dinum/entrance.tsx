import { ConnectButton } from '#templates/components/connect-button.js'

/** Entrance of the operator's console. */
export function ConsoleEntrance({ signInUrl }: { signInUrl: string }) {
  return (
    <>
      <h1>Console de l’opérateur</h1>
      <p class="fr-text--lead">
        Ouvrir le service aux collectivités et voir où chacune en est. Aucune donnée d’usager ne s’y lit.
      </p>
      <p>
        Réservée aux agents que l’opérateur a désignés, avec leur adresse de travail et une double
        authentification.
      </p>
      <ConnectButton brand="ProConnect" href={signInUrl} />
    </>
  )
}
