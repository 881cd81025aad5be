import { NewWindow } from '#templates/components/new-window.js'
import { Subprocessors } from '#templates/information/subprocessors.js'
import type { Site } from '#templates/site.js'

/** What the operator says of itself; null and empty where it does not. */
export type OperatorNotice = {
  publicationDirector: string | null
  hostingProvider: string | null
  subprocessors: string[]
}
type Props = OperatorNotice & { site: Site; securityEmail: string }

/** Who publishes and hosts the service, and under what terms its parts may be used. */
export function LegalNotice({
  site,
  publicationDirector,
  hostingProvider,
  subprocessors,
  securityEmail,
}: Props) {
  const { operatorName, supportEmail, brand } = site
  return (
    <>
      <h1>Mentions légales</h1>
      <h2>Éditeur</h2>
      <p>{operatorName}</p>
      <p>
        Contact : <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
      </p>
      <h2>Direction de la publication</h2>
      <p>{publicationDirector ?? <OnRequest site={site} what="Nom donné" />}</p>
      <h2>Hébergeur</h2>
      <p>{hostingProvider ?? <OnRequest site={site} what="Nom et adresse donnés" />}</p>
      <h2>Sous-traitants</h2>
      <Subprocessors subprocessors={subprocessors} site={site} />
      <h2 id="faille">Signaler une faille de sécurité</h2>
      <p>
        Écrivez à <a href={`mailto:${securityEmail}`}>{securityEmail}</a>. Dites où est la faille et comment
        la revoir. Ne lisez les données de personne, ne dérangez pas le service, et n’en parlez pas avant
        qu’elle soit corrigée : nous vous répondons sous deux jours ouvrés. Le fichier{' '}
        <a href="/.well-known/security.txt">security.txt</a> le dit aux programmes.
      </p>
      <h2>Réutiliser</h2>
      <ul>
        <li>Le code de ce service est libre, sous licence MIT.</li>
        <li>
          Ses textes sont sous{' '}
          <NewWindow href="https://github.com/etalab/licence-ouverte/blob/master/LO.md">
            licence etalab-2.0
          </NewWindow>
          .
        </li>
        <li>
          Les noms, codes et codes postaux des communes viennent du découpage administratif d’Etalab (Licence
          Ouverte).
        </li>
        <li>
          Le <NewWindow href="https://www.systeme-de-design.gouv.fr/">système de design de l’État</NewWindow>{' '}
          {brand === 'state'
            ? 'et la Marianne sont réservés aux services de l’État.'
            : 'donne la forme des pages, sans les marques de l’État. Les boutons de FranceConnect et de ProConnect sont les boutons officiels.'}
        </li>
      </ul>
    </>
  )
}

function OnRequest({ site, what }: { site: Site; what: string }) {
  return (
    <>
      {what} sur demande : <a href={`mailto:${site.supportEmail}`}>{site.supportEmail}</a>
    </>
  )
}
