import type { PropsWithChildren } from 'hono/jsx'
import { SearchField, type SearchFieldProps } from '#templates/components/search-field.js'

type Props = PropsWithChildren<{
  action: string
  search: SearchFieldProps
  /** What the filters are about. */
  summary: string
  /** Whether one of them is chosen. */
  filtered: boolean
}>

/** A search, and filters behind it; the choice stands in the address. */
export function FilterForm({ action, search, summary, filtered, children }: Props) {
  return (
    <search>
      <form method="get" action={action} class="fr-mb-3w">
        <SearchField {...search} />
        <details open={filtered}>
          <summary>{summary}</summary>
          <div class="qf-fields fr-my-2w">{children}</div>
          <button type="submit" class="fr-btn fr-btn--secondary">
            Filtrer
          </button>
        </details>
        {(filtered || search.value) && (
          <p class="fr-mt-1w">
            <a href={action}>Tout afficher</a>
          </p>
        )}
      </form>
    </search>
  )
}
