import type { DirectoryEntry } from '#src/collectivite/collectivite.js'
import { placeOf } from '#templates/components/collectivite-name.js'
import { count } from '#templates/format.js'

export type SearchResultsProps = { query: string; results: DirectoryEntry[]; more: boolean }

/** What the search found; also answered alone, to the script that searches while one types. */
export function SearchResults({ query, results, more }: SearchResultsProps) {
  if (query.trim() === '') return null
  if (results.length === 0) return <NothingFound query={query} />
  return (
    <>
      <h2 class="fr-h6" data-etat>
        {more ? `Les ${results.length} premiers résultats` : count(results.length, 'résultat')}
      </h2>
      <ul class="qf-results">
        {results.map((entry) => (
          <Result entry={entry} />
        ))}
      </ul>
      {more && (
        <p>
          Il y en a d’autres. Précisez votre recherche : ajoutez le code postal ou le département au nom, par exemple
          « Saint-Aubin 21 ».
        </p>
      )}
    </>
  )
}

function Result({ entry }: { entry: DirectoryEntry }) {
  const { name, siret, codeCog } = entry
  const badge = badgeOf(entry)
  return (
    <li>
      <a class="qf-result" href={siret ? `/collectivites/${siret}` : `/collectivites?commune=${codeCog}`}>
        <span class="qf-result__name">{name}</span> <span class="qf-result__place">{placeOf(entry)}</span>{' '}
        {badge && <span class="fr-badge fr-badge--sm fr-badge--no-icon">{badge}</span>}
      </a>
    </li>
  )
}

function badgeOf({ siret, state }: DirectoryEntry): string | null {
  if (!siret) return 'Service pas encore proposé'
  if (state === 'en attente') return 'Ouvre bientôt'
  return state === 'ouverte' ? null : 'Service suspendu'
}

function NothingFound({ query }: { query: string }) {
  return (
    <>
      <h2 class="fr-h6" data-etat>
        Aucun résultat pour « {query} »
      </h2>
      <ul>
        <li>Vérifiez l’orthographe, ou tapez seulement le début du nom.</li>
        <li>Essayez le code postal de la commune, par exemple 97400.</li>
        <li>Pour un syndicat scolaire ou une intercommunalité, essayez le nom qui figure sur votre facture.</li>
      </ul>
    </>
  )
}
