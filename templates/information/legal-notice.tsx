import type { Site } from '#templates/site.js'

/** Who publishes the service. */
export function LegalNotice({ site }: { site: Site }) {
  return (
    <>
      <h1>Mentions légales</h1>
      <h2>Éditeur</h2>
      <p>{site.operatorName}</p>
      <p>
        Contact : <a href={`mailto:${site.supportEmail}`}>{site.supportEmail}</a>
      </p>
      <h2>Code source</h2>
      <p>Le code de ce service est libre, sous licence MIT.</p>
      <h2>Communes</h2>
      <p>Noms, codes et codes postaux viennent du découpage administratif d’Etalab (Licence Ouverte).</p>
    </>
  )
}
