import { ButtonLink } from '#templates/components/button-link.js'
import { NewWindow } from '#templates/components/new-window.js'
import { Steps } from '#templates/components/steps.js'
import type { Site } from '#templates/site.js'

type Props = { site: Site; trialUrl: string; statisticsUrl: string; retentionDays: number }

/**
 * How a collectivité gets the service. What DataPass asks: https://datapass.api.gouv.fr/, form `formulaire-qf`, and the
 * guide of API Particulier for collectivités without software.
 */
export function Administrations({ site, trialUrl, statisticsUrl, retentionDays }: Props) {
  return (
    <>
      <h1>Proposer ce service dans ma collectivité</h1>
      <p class="fr-text--lead">
        Vos habitants transmettent leur quotient familial avec FranceConnect. Vous le lisez sur une page, dans
        un fichier, ou par courriel. C’est gratuit, et il n’y a rien à installer.
      </p>
      <p>
        <ButtonLink href={trialUrl}>Essayer avec une famille fictive</ButtonLink>
      </p>
      <h2>Ce qu’il vous faut</h2>
      <Needs />
      <h2>Où le demander</h2>
      <Request />
      <h2>Ce qui se passe ensuite</h2>
      <Steps
        items={[
          'La demande est acceptée : le demandeur et le contact métier reçoivent chacun une invitation par courriel.',
          <>
            L’un des deux l’accepte, avec{' '}
            <NewWindow href="https://www.proconnect.gouv.fr/">ProConnect</NewWindow> et son adresse de
            travail. La page de votre collectivité ouvre aussitôt.
          </>,
          'Il invite ses collègues, imprime l’affiche et copie les textes pour le site, le bulletin et l’école.',
        ]}
      />
      <h2>Ce que le service fait, et ne fait pas</h2>
      <ul>
        <li>Il est gratuit, et sans abonnement.</li>
        <li>
          Il transmet l’identité certifiée de l’usager, son quotient familial et son mois. Ni revenus, ni
          enfants, ni adresse.
        </li>
        <li>Il ne calcule aucun tarif : vous appliquez le vôtre.</li>
        <li>
          Les quotients familiaux sont chiffrés, réservés à vos agents, et effacés au bout de {retentionDays}{' '}
          jours au plus. Reprenez-les avant dans vos fichiers.
        </li>
        <li>
          Les familles sans FranceConnect gardent un autre chemin : leur attestation, que vous saisissez au
          guichet, ou qu’elles joignent en ligne si vous l’acceptez.
        </li>
      </ul>
      <h2>En savoir plus</h2>
      <ul>
        <li>
          <a href={statisticsUrl}>Le service en chiffres</a>
        </li>
        <li>
          <a href="/cgu_administrations">Les conditions d’utilisation</a>, qui valent contrat de
          sous-traitance pour votre délégué à la protection des données
        </li>
        <li>
          <a href="/faq">Les questions que posent les habitants</a>
        </li>
      </ul>
      <h2>Une question ?</h2>
      <p>
        Écrivez à <a href={`mailto:${site.supportEmail}`}>{site.supportEmail}</a>.
      </p>
    </>
  )
}

function Needs() {
  return (
    <ul>
      <li>
        <strong>Le SIRET</strong> de la collectivité qui applique le tarif : commune, CCAS, syndicat,
        communauté de communes…
      </li>
      <li>
        <strong>Une délibération dont le tarif utilise les tranches de quotient familial</strong> de la CAF ou
        de la MSA. Celle que vous avez déjà suffit. Une délibération qui dit seulement « nous utilisons l’API
        » est refusée.
      </li>
      <li>
        <strong>Un délégué à la protection des données</strong>, qui n’est ni le demandeur ni le maire. Votre
        centre de gestion en propose peut-être un.
      </li>
      <li>
        <strong>Un contact métier</strong> : la personne qui lira les quotients familiaux.
      </li>
    </ul>
  )
}

function Request() {
  return (
    <>
      <Steps
        items={[
          <>
            Sur le site d’
            <NewWindow href="https://particulier.api.gouv.fr/">API Particulier</NewWindow>, demandez le «
            Formulaire d’accès au Quotient Familial ».
          </>,
          <>
            Remplissez la demande sur <NewWindow href="https://datapass.api.gouv.fr/">DataPass</NewWindow>, le
            guichet des habilitations de l’État. Joignez la délibération, nommez le contact métier et le
            délégué à la protection des données.
          </>,
          'Attendez la réponse : environ trois jours ouvrés.',
        ]}
      />
      <p>
        La demande se fait au nom de la collectivité. Un éditeur de logiciel peut vous aider à la remplir,
        mais il n’est jamais destinataire des données.
      </p>
    </>
  )
}
