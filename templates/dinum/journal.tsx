import { capital } from '#templates/agent/count-words.js'
import { SearchField } from '#templates/components/search-field.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'

export type ConsoleActLine = {
  at: string
  by: string
  act: string
  /** A number, an origin, an organisation or a place; never a person. */
  concerned: string | null
  /** `name` and `url` are null for what is not in the directory. */
  collectivite: { siret: string; name: string | null; url: string | null } | null
}
export type ConsoleJournalProps = {
  nav: ConsoleNavProps
  /** The SIRET looked for, as typed; empty for all. */
  typed: string
  acts: ConsoleActLine[]
  journalUrl: string
  newestUrl: string | null
  olderUrl: string | null
}

/** What operators did, the newest first. */
export function ConsoleJournal({ nav, typed, acts, journalUrl, newestUrl, olderUrl }: ConsoleJournalProps) {
  return (
    <>
      <ConsoleNav {...nav} />
      <h1>Journal</h1>
      <p>
        Ce que les opérateurs ont fait dans cette console, ou par une commande sur le serveur. Ce qui concerne
        une collectivité est aussi dans son propre journal, que ses gestionnaires lisent. Chaque ligne est
        gardée 36 mois et ne peut pas être modifiée sans que cela se voie.
      </p>
      <search>
        <form method="get" action={journalUrl} class="fr-mb-3w">
          <SearchField
            id="siret"
            label="Une seule collectivité"
            hint="Son SIRET, 14 chiffres"
            value={typed}
            maxLength={20}
          />
          {typed && (
            <p class="fr-mt-1w">
              <a href={journalUrl}>Tout afficher</a>
            </p>
          )}
        </form>
      </search>
      {acts.length === 0 ? <p>Rien à montrer.</p> : <Acts acts={acts} />}
      {(newestUrl || olderUrl) && (
        <ul class="qf-choices fr-mt-3w">
          {newestUrl && (
            <li>
              <a href={newestUrl}>Lignes les plus récentes</a>
            </li>
          )}
          {olderUrl && (
            <li>
              <a href={olderUrl}>Lignes plus anciennes</a>
            </li>
          )}
        </ul>
      )}
    </>
  )
}

function Acts({ acts }: Pick<ConsoleJournalProps, 'acts'>) {
  return (
    <table class="qf-cards">
      <caption class="fr-sr-only">Journal, du plus récent au plus ancien</caption>
      <thead>
        <tr>
          {['Quand', 'Qui', 'Quoi', 'Collectivité'].map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {acts.map(({ at, by, act, concerned, collectivite }) => (
          <tr>
            <td data-label="Quand">{at}</td>
            <td data-label="Qui">{by}</td>
            <td data-label="Quoi">
              {capital(act)}
              {concerned && <span class="qf-detail">{concerned}</span>}
            </td>
            <td data-label="Collectivité">
              {collectivite?.url ? <a href={collectivite.url}>{collectivite.name}</a> : collectivite?.name}
              {collectivite ? <span class="qf-detail">{collectivite.siret}</span> : '—'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
