import type { Collectivite } from '#src/collectivite/collectivite.js'

export type CollectiviteNameProps = {
  collectivite: Pick<Collectivite, 'name' | 'departement' | 'postalCodes'>
  /** What the collectivité is here, `Destinataire`. */
  label?: string
}

const SHOWN_AT_MOST = 3

/** Name, département and postal codes, never apart: thousands of communes share their name with another. */
export function CollectiviteName({ collectivite, label = 'Collectivité' }: CollectiviteNameProps) {
  return (
    <p class="qf-collectivite">
      <span class="qf-collectivite__label">{label} : </span>
      <strong class="qf-collectivite__name">{collectivite.name}</strong>{' '}
      <span class="qf-collectivite__place">{placeOf(collectivite)}</span>
    </p>
  )
}

/** `Aude (11), 11000, 11090 et 2 autres codes postaux` */
export function placeOf({ departement, postalCodes }: CollectiviteNameProps['collectivite']): string {
  const shown = postalCodes.slice(0, SHOWN_AT_MOST).join(', ')
  const others = postalCodes.length - SHOWN_AT_MOST
  const rest = others > 0 ? ` et ${others} ${others > 1 ? 'autres' : 'autre'}` : ''
  return `${departement.name} (${departement.code})${shown && ` · ${shown}${rest}`}`
}
