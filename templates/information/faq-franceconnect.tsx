import { NewWindow } from '#templates/components/new-window.js'
import type { Section } from '#templates/components/sections.js'

/** Who has no FranceConnect, and what it announces. */
export function aboutFranceConnect(): Section[] {
  return [
    {
      id: 'sans-franceconnect',
      title: 'Je n’ai pas FranceConnect, ou je préfère m’en passer',
      content: (
        <>
          <p>
            FranceConnect s’ouvre avec un compte que vous avez peut-être déjà : impôts, Assurance maladie, La
            Poste, MSA… Il n’y a rien de plus à créer.
          </p>
          <p>
            Mais ce service n’est jamais obligatoire.{' '}
            <a href="/collectivites">Choisissez votre collectivité</a>, puis « Faire autrement, sans
            FranceConnect » : sa page vous dit comment donner votre attestation de la CAF ou de la MSA, à
            l’accueil, par courriel ou, parfois, en la joignant ici.
          </p>
          <p>
            Besoin d’aide ? Demandez à votre mairie, ou dans une maison{' '}
            <NewWindow href="https://www.france-services.gouv.fr/">France services</NewWindow> : c’est
            gratuit.
          </p>
        </>
      ),
    },
    {
      id: 'composition-famille',
      title: 'Pourquoi FranceConnect parle-t-il de la composition de ma famille ?',
      content: (
        <p>
          FranceConnect annonce la transmission du « quotient familial » et de la « composition de votre
          famille » : ce sont ses mots pour cette autorisation. Nous ne demandons que le quotient familial, et
          rien de votre famille n’est lu, gardé ni transmis.
        </p>
      ),
    },
  ]
}
