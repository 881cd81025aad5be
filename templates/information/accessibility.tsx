import { NewWindow } from '#templates/components/new-window.js'
import { AccessibilityMeans } from '#templates/information/accessibility-means.js'
import {
  ACCESSIBILITY_STATUS,
  EVALUATION,
  NOT_RESPECTED,
} from '#templates/information/accessibility-status.js'
import { SERVICE_NAME, type Site } from '#templates/site.js'

type Props = { site: Site }

/**
 * The accessibility statement, in the parts that the law asks for.
 * https://accessibilite.numerique.gouv.fr/obligations/declaration-accessibilite/
 */
export function Accessibility({ site }: Props) {
  return (
    <>
      <h1>Accessibilité : {ACCESSIBILITY_STATUS}</h1>
      <p>
        {site.operatorName} s’engage à rendre ce service accessible à tous, conformément à l’article 47 de la
        loi n° 2005-102 du 11 février 2005. Cette déclaration d’accessibilité s’applique à {SERVICE_NAME}.
      </p>
      <p>
        Le schéma pluriannuel de mise en accessibilité et le plan d’action de l’année s’obtiennent à{' '}
        <Support site={site} />.
      </p>
      <h2>État de conformité</h2>
      <p>
        {SERVICE_NAME} est {ACCESSIBILITY_STATUS} au référentiel général d’amélioration de l’accessibilité
        (RGAA), version 4.1.2, en raison des non-conformités énumérées plus loin.
      </p>
      <Results />
      <NotAccessible />
      <h2>Établissement de cette déclaration</h2>
      <p>Elle a été établie le {EVALUATION.day}.</p>
      <AccessibilityMeans />
      <Feedback site={site} />
    </>
  )
}

function Results() {
  const { respected, applicable, day } = EVALUATION
  return (
    <>
      <h2>Résultats des tests</h2>
      <p>
        L’évaluation du {day} révèle que{' '}
        <strong>{Math.floor((100 * respected) / applicable)} % des critères du RGAA sont respectés</strong>,
        soit {respected} des {applicable} critères qui s’appliquent.
      </p>
      <p>
        C’est une évaluation interne, faite par ceux qui ont construit le service : ni un audit par un tiers,
        ni un essai par des personnes handicapées. Ce qu’eux seuls pourraient montrer est compté comme non
        respecté.
      </p>
    </>
  )
}

function NotAccessible() {
  return (
    <>
      <h2>Contenus non accessibles</h2>
      <h3>Non-conformités</h3>
      <ul>
        {NOT_RESPECTED.map(({ criterion, words }) => (
          <li>
            {words} (Critère {criterion})
          </li>
        ))}
      </ul>
      <h3>Dérogations pour charge disproportionnée</h3>
      <p>Aucune.</p>
      <h3>Contenus non soumis à l’obligation d’accessibilité</h3>
      <p>
        Les attestations que les usagers joignent, et les pages d’autres services auxquelles celui-ci mène :
        FranceConnect, ProConnect, la CAF, la MSA.
      </p>
    </>
  )
}

function Feedback({ site }: Props) {
  return (
    <>
      <h2>Retour d’information et contact</h2>
      <p>
        Un obstacle ? Écrivez à <Support site={site} />. Nous vous indiquerons une autre façon de faire, ou
        vous enverrons le contenu sous une autre forme, et nous corrigerons. Votre collectivité prend aussi
        votre attestation sans ce service.
      </p>
      <h2>Voies de recours</h2>
      <p>
        Vous nous avez signalé un défaut d’accessibilité qui vous empêche d’utiliser ce service, et notre
        réponse ne vous satisfait pas ? Vous pouvez :
      </p>
      <ul>
        <li>
          écrire au{' '}
          <NewWindow href="https://formulaire.defenseurdesdroits.fr/">Défenseur des droits</NewWindow>, en
          ligne ;
        </li>
        <li>
          rencontrer l’un de{' '}
          <NewWindow href="https://www.defenseurdesdroits.fr/saisir/delegues">ses délégués</NewWindow>, près
          de chez vous ;
        </li>
        <li>l’appeler au 09 69 39 00 00 ;</li>
        <li>
          lui écrire gratuitement, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX
          07.
        </li>
      </ul>
    </>
  )
}

function Support({ site: { supportEmail } }: Props) {
  return <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
}
