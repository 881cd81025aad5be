import type { DirectoryEntry } from '#src/collectivite/collectivite.js'
import { Badge } from '#templates/components/badge.js'
import { collectivitePlace } from '#templates/components/collectivite-name.js'
import { OutageBanner, type OutagesShown } from '#templates/components/outage-banner.js'

type Found = { query: string; results: DirectoryEntry[]; more: boolean }

/** Choice of the collectivité: a search that works without script, and while typing with one. */
export function Choose({ outages, ...found }: Found & { outages: OutagesShown }) {
  return (
    <>
      <h1>Choisir ma collectivité</h1>
      <OutageBanner outages={outages}>
        faire autrement : la page de chaque collectivité dit comment
      </OutageBanner>
      <search>
        <form id="recherche" action="/collectivites" method="get" class="fr-mb-4w">
          <label class="fr-label" for="q">
            Nom de la collectivité, code postal ou département
            <span class="fr-hint-text">Par exemple : Fay-aux-Loges, 45450 ou Loiret</span>
          </label>
          <div class="fr-search-bar fr-search-bar--lg qf-search">
            <input
              class="fr-input"
              type="search"
              id="q"
              name="q"
              value={found.query}
              maxlength={100}
              autocomplete="off"
            />
            <button class="fr-btn" type="submit">
              Rechercher
            </button>
          </div>
        </form>
      </search>
      <p id="resultats-statut" role="status" class="fr-sr-only">
        {found.query === '' ? '' : statusOf(found)}
      </p>
      <div id="resultats">
        <SearchResults {...found} />
      </div>
    </>
  )
}

/** The results alone; `data-statut` says them in one sentence. */
export function SearchResults(found: Found) {
  const { query, results, more } = found
  if (query.trim() === '') return <div data-statut="" />
  if (results.length === 0) return <NoResult query={query} status={statusOf(found)} />
  return (
    <div data-statut={statusOf(found)}>
      <h2 class="fr-h6">{statusOf(found)}</h2>
      <ul class="qf-results">
        {results.map((entry) => (
          <li>
            <a href={addressOf(entry)}>
              <strong>{entry.name}</strong> <span>{collectivitePlace(entry)}</span>
            </a>
            <Availability entry={entry} />
          </li>
        ))}
      </ul>
      {more && <p>Il y en a d’autres : ajoutez le code postal ou le département.</p>}
    </div>
  )
}

function NoResult({ query, status }: { query: string; status: string }) {
  return (
    <div data-statut={status}>
      <h2 class="fr-h6">Aucune collectivité trouvée pour « {query} »</h2>
      <p>Vérifiez l’orthographe, ou essayez le code postal : il est souvent plus sûr que le nom.</p>
      <p>
        <a href="/faq#pas-dans-la-liste">Elle n’est pas dans la liste ?</a>
      </p>
    </div>
  )
}

function Availability({ entry: { siret, state } }: { entry: DirectoryEntry }) {
  if (siret === null) return <Badge kind="neutral">Pas encore dans ce service</Badge>
  if (state === 'en attente') return <Badge kind="info">Ouvre bientôt</Badge>
  if (state === 'suspendue') return <Badge kind="warning">Service suspendu</Badge>
  return <Badge kind="success">Service ouvert</Badge>
}

function addressOf({ siret, codeCog }: DirectoryEntry): string {
  return siret === null ? `/collectivites?commune=${codeCog}` : `/collectivites/${siret}`
}

function statusOf({ results, more }: Found): string {
  if (results.length === 0) return 'Aucun résultat'
  if (results.length === 1) return '1 résultat'
  return more ? `Les ${results.length} premiers résultats` : `${results.length} résultats`
}
