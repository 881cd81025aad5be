import { NewWindow } from '#templates/components/new-window.js'

/** Who helps in person, for free. */
export function GetHelp() {
  return (
    <>
      <h2 class="fr-h5">Me faire aider</h2>
      <ul>
        <li>À la mairie : un agent fait la démarche avec vous, ou prend votre attestation sur papier.</li>
        <li>
          Dans une maison <NewWindow href="https://www.france-services.gouv.fr/">France services</NewWindow>,
          près de chez vous, sans rendez-vous le plus souvent.
        </li>
        <li>
          Avec un aidant habilité par{' '}
          <NewWindow href="https://aidantsconnect.beta.gouv.fr/">Aidants Connect</NewWindow> : il fait la
          démarche à votre place, avec votre accord, même si vous n’avez pas de compte FranceConnect.
        </li>
      </ul>
      <p>C’est gratuit. Personne ne vous demandera votre mot de passe.</p>
    </>
  )
}
