import type { Collectivite } from '#src/collectivite/collectivite.js'

type Named = Pick<Collectivite, 'name' | 'departement' | 'postalCodes'>

const SHOWN = 3

/** Name, département and postal code, always together: thousands of communes share a name with another. */
export function CollectiviteName({ collectivite }: { collectivite: Named }) {
  return (
    <span class="qf-collectivite">
      <strong>{collectivite.name}</strong> — {collectivitePlace(collectivite)}
    </span>
  )
}

/** `Loiret (45), 45450` */
export function collectivitePlace({ departement, postalCodes }: Named): string {
  const further = postalCodes.length - SHOWN
  const shown = postalCodes.slice(0, SHOWN).join(', ')
  const codes = further > 0 ? `${shown} et ${further} autre${further > 1 ? 's' : ''}` : shown
  const place = `${departement.name} (${departement.code})`
  return codes ? `${place}, ${codes}` : place
}
