import { NewWindow } from '#templates/components/new-window.js'
import { Steps } from '#templates/components/steps.js'
import type { Site } from '#templates/site.js'

/** How a collectivité gets the service. */
export function Administrations({ site }: { site: Site }) {
  return (
    <>
      <h1>Proposer ce service dans ma collectivité</h1>
      <p class="fr-text--lead">
        Vos habitants transmettent leur quotient familial avec FranceConnect. Vous le lisez sur une page et
        dans un fichier, sans logiciel à acheter.
      </p>
      <h2>Ce qu’il vous faut</h2>
      <ul>
        <li>le SIRET de la collectivité ;</li>
        <li>
          une délibération dont le tarif utilise les tranches de quotient familial de la CAF ou de la MSA ;
        </li>
        <li>un délégué à la protection des données, qui n’est ni le demandeur ni le maire.</li>
      </ul>
      <h2>Comment le demander</h2>
      <Steps
        items={[
          <>
            Faites la demande sur <NewWindow href="https://datapass.api.gouv.fr/">DataPass</NewWindow>, le
            guichet des habilitations de l’État. Comptez environ trois jours ouvrés.
          </>,
          'Entrez dans l’espace des agents avec ProConnect et votre adresse de travail.',
          'Donnez aux familles l’adresse de votre page.',
        ]}
      />
      <p>
        Une question ? Écrivez à <a href={`mailto:${site.supportEmail}`}>{site.supportEmail}</a>.
      </p>
    </>
  )
}
