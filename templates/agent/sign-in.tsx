import { FIRST_SIGN_IN } from '#templates/agent/first-sign-in.js'
import { ConnectButton } from '#templates/components/connect-button.js'
import { Steps } from '#templates/components/steps.js'

/** Entrance of the agents: who may come in, then the button. */
export function AgentSignIn({ signInUrl }: { signInUrl: string }) {
  return (
    <>
      <h1>Espace des agents</h1>
      <p class="fr-text--lead">
        Lisez les quotients familiaux transmis à votre collectivité, et repartez avec un seul fichier.
      </p>
      <h2 class="fr-h5">Pour entrer</h2>
      <ul>
        <li>votre collectivité doit proposer ce service ;</li>
        <li>un gestionnaire doit vous avoir inscrit, avec votre adresse de travail ;</li>
        <li>identifiez-vous avec cette adresse, pour cette collectivité.</li>
      </ul>
      <ConnectButton brand="ProConnect" href={signInUrl} />
      <h2 class="fr-h5">Première fois avec ProConnect ?</h2>
      <Steps items={FIRST_SIGN_IN} />
      <p>
        Vous êtes un habitant ? <a href="/collectivites">Transmettez votre quotient familial</a>.
      </p>
    </>
  )
}
