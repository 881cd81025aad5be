import type { Fault, Result } from '#src/onboarding/openings/faults.js'
import type { ListCounts } from '#src/onboarding/openings/find-list.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'
import { FAULT_WORDS, RESULT_WORDS } from '#templates/dinum/opening-faults.js'
import { Pager, type PagerProps } from '#templates/dinum/pager.js'
import { formatNumber } from '#templates/format.js'

export type ResultLine = {
  line: number
  siret: string
  /** In the directory; null for one that is not there. */
  collectivite: { name: string; url: string } | null
  outcome: Result | Fault[]
}
export type OpeningResultsProps = {
  nav: ConsoleNavProps
  counts: ListCounts
  lines: ResultLine[]
  pager: PagerProps
  resultsUrl: string
  /** Null when there is no such line. */
  faultyUrl: string | null
  listsUrl: string
}

/** What came of each line of a list. */
export function OpeningResults({ nav, counts, lines, pager, ...urls }: OpeningResultsProps) {
  const { results, faulty } = counts
  return (
    <>
      <ConsoleNav {...nav} />
      <h1>La liste est ouverte</h1>
      <ul>
        {(Object.entries(results) as [Result, number][])
          .filter(([result, count]) => count > 0 || result === 'opened')
          .map(([result, count]) => (
            <li>
              {RESULT_WORDS[result]} : <strong>{formatNumber(count)}</strong>
            </li>
          ))}
        {faulty > 0 && (
          <li>
            En erreur, laissées de côté : <strong>{formatNumber(faulty)}</strong>
          </li>
        )}
      </ul>
      <p>Les liens partent dans les minutes qui suivent. Chacun sert 30 jours.</p>
      <ul class="qf-choices">
        <li>
          <a href={urls.resultsUrl} download>
            Télécharger les résultats (CSV)
          </a>
        </li>
        {urls.faultyUrl && (
          <li>
            <a href={urls.faultyUrl} download>
              Télécharger les lignes en erreur (CSV)
            </a>
          </li>
        )}
        <li>
          <a href={urls.listsUrl}>Lire un autre fichier</a>
        </li>
      </ul>
      <h2>Ligne par ligne</h2>
      <Lines lines={lines} />
      <Pager {...pager} />
    </>
  )
}

function Lines({ lines }: Pick<OpeningResultsProps, 'lines'>) {
  return (
    <table class="qf-cards">
      <caption class="fr-sr-only">Ce qu’est devenue chaque ligne</caption>
      <thead>
        <tr>
          {['Collectivité', 'Résultat'].map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ line, siret, collectivite, outcome }) => (
          <tr>
            <th scope="row">
              {collectivite ? <a href={collectivite.url}>{collectivite.name}</a> : 'Pas dans le service'}
              <span class="qf-detail">
                Ligne {line}, SIRET {siret === '' ? 'absent' : siret}
              </span>
            </th>
            <td data-label="Résultat">
              {typeof outcome === 'string'
                ? RESULT_WORDS[outcome]
                : outcome.map((fault) => FAULT_WORDS[fault]).join(' ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
