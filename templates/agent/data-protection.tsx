import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { SummaryList } from '#templates/components/summary-list.js'

type Props = {
  nav: DeskNavProps
  officerEmail: string | null
  supportEmail: string
  urls: { documents: string; settings: string; personalData: string }
}

const DOCUMENTS = [
  {
    name: 'registre',
    title: 'Fiche de registre',
    what: 'À ranger dans le registre de vos traitements (article 30 du RGPD) : elle dit qui, pourquoi, quelles données, jusqu’à quand.',
  },
  {
    name: 'mention',
    title: 'Mention d’information',
    what: 'Courte, pour votre site, vos affiches et vos formulaires d’inscription.',
  },
  {
    name: 'analyse-impact',
    title: 'Éléments pour l’analyse d’impact',
    what: 'La description du traitement, les données, les mesures de sécurité et les risques. Ce que valent les risques, c’est à vous de le dire.',
  },
]

/** What a data protection officer needs, filled with what the collectivité chose. */
export function DataProtection({ nav, officerEmail, supportEmail, urls }: Props) {
  return (
    <>
      <DeskNav {...nav} />
      <h1>Protection des données</h1>
      <p>
        Trois documents pour votre délégué à la protection des données, déjà remplis avec vos réglages. Ils
        s’ouvrent dans LibreOffice et dans Word. Il y reste à compléter ce que le service ne sait pas : c’est
        écrit entre crochets.
      </p>
      <SummaryList
        rows={[
          [
            'Votre délégué',
            officerEmail ??
              `pas encore connu ici : écrivez son nom et son adresse à ${supportEmail}, ou dans votre demande d’habilitation`,
          ],
        ]}
      />
      {DOCUMENTS.map(({ name, title, what }) => (
        <>
          <h2 class="fr-h5">{title}</h2>
          <p>{what}</p>
          <p class="qf-bar">
            <a class="fr-btn" href={`${urls.documents}/${name}.odt`} download>
              Télécharger<span class="fr-sr-only"> : {title}</span>
            </a>
            <a href={`${urls.documents}/${name}`}>
              Lire sur cette page<span class="fr-sr-only"> : {title}</span>
            </a>
          </p>
        </>
      ))}
      <p>
        Vous avez changé un <a href={urls.settings}>réglage</a> ? Téléchargez à nouveau : les documents
        suivent. Les habitants lisent la même chose sur{' '}
        <a href={urls.personalData}>votre page de données personnelles</a>.
      </p>
    </>
  )
}
