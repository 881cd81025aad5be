import type { Site } from '#templates/site.js'

/** Who works for the operator and may have data in hand. */
export function Subprocessors({ subprocessors, site }: { subprocessors: string[]; site: Site }) {
  if (subprocessors.length === 0)
    return (
      <p>
        Liste à jour donnée sur demande : <a href={`mailto:${site.supportEmail}`}>{site.supportEmail}</a>
      </p>
    )
  return (
    <ul>
      {subprocessors.map((subprocessor) => (
        <li>{subprocessor}</li>
      ))}
    </ul>
  )
}
