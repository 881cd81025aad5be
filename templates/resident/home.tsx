import { ButtonLink } from '#templates/components/button-link.js'
import { NewWindow } from '#templates/components/new-window.js'
import { OutageBanner, type OutagesShown } from '#templates/components/outage-banner.js'
import { Steps } from '#templates/components/steps.js'

/** What the service is, in one screen. */
export function Home({ outages }: { outages: OutagesShown }) {
  return (
    <>
      <h1>Transmettre mon quotient familial à ma collectivité</h1>
      <OutageBanner outages={outages}>
        faire autrement : la page de chaque collectivité dit comment
      </OutageBanner>
      <p class="fr-text--lead">
        Pour la cantine, la garderie ou le centre de loisirs, votre mairie a besoin de votre quotient
        familial. Envoyez-le-lui en deux minutes, sans papier.
      </p>
      <p>
        <ButtonLink href="/collectivites">Choisir ma collectivité</ButtonLink>
      </p>
      <h2>Ce qui va se passer</h2>
      <Steps
        items={[
          'Vous choisissez votre commune, ou l’organisme qui gère le service.',
          'Vous vous identifiez avec FranceConnect. Nous demandons votre quotient familial à la CAF ou à la MSA.',
          'Vous le relisez, puis vous décidez de le transmettre. Vous recevez un récépissé.',
        ]}
      />
      <h2>Ce qui est transmis, et rien d’autre</h2>
      <ul>
        <li>votre identité : nom de naissance, prénoms, sexe, date et lieu de naissance ;</li>
        <li>votre quotient familial et son mois.</li>
      </ul>
      <p>
        Ni vos revenus, ni votre adresse, ni la composition de votre famille ne sont demandés. Ce service ne
        calcule aucun tarif : c’est votre collectivité qui applique le sien.
      </p>
      <h2>Vous avez déjà transmis ?</h2>
      <p>
        <a href="/mes_transmissions">Suivre mes transmissions</a>
      </p>
      <h2>Vous n’avez pas FranceConnect ?</h2>
      <p>
        <a href="/collectivites">Choisissez d’abord votre collectivité</a> : sa page vous dit comment faire
        autrement. Vous pouvez aussi vous faire aider dans une maison{' '}
        <NewWindow href="https://www.france-services.gouv.fr/">France services</NewWindow>.
      </p>
      <h2>Une question ?</h2>
      <p>
        <a href="/faq">Questions fréquentes</a> : quel parent, quel mois, parents séparés, MSA, tentatives de
        fraude.
      </p>
      <h2>Vous travaillez dans une collectivité ?</h2>
      <ul>
        <li>
          <a href="/agent">Lire les quotients familiaux reçus</a>
        </li>
        <li>
          <a href="/administrations">Proposer ce service à vos habitants</a>
        </li>
      </ul>
    </>
  )
}
