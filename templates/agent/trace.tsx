import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { SearchField } from '#templates/components/search-field.js'
import { formatNumber, plural } from '#templates/format.js'

export type TraceLine = {
  at: string
  by: string
  what: string
  /** Agents whom it was about. */
  about: string[]
  /** How many transmissions it was about; the first ones stand in `references`. */
  count: number
  references: { reference: string; url: string }[]
}

type Props = {
  nav: DeskNavProps
  /** `lectures`, `fichiers`, `effacements`, `agents`, or empty for all. */
  kind: string
  /** The reference looked for, as typed; empty for all. */
  searched: string
  events: TraceLine[]
  traceUrl: string
  olderUrl: string | null
}

const KINDS = [
  ['', 'Tout'],
  ['lectures', 'Lectures et fichiers'],
  ['fichiers', 'Fichiers seulement'],
  ['effacements', 'Effacements'],
  ['agents', 'Agents et réglages'],
] as const

/** Who did what, the newest first. */
export function Trace({ nav, kind, searched, events, traceUrl, olderUrl }: Props) {
  return (
    <>
      <DeskNav {...nav} />
      <h1>Journal</h1>
      <p>
        Qui a vu, ouvert, emporté ou traité quoi, et qui a changé un réglage ou un accès. Le journal ne
        contient que des références, aucun nom de famille d’usager ; il est gardé 36 mois et ne peut pas être
        modifié sans que cela se voie.
      </p>
      <nav aria-label="Lignes affichées">
        <ul class="qf-choices">
          {KINDS.map(([value, label]) => (
            <li>
              <a
                class="fr-link"
                href={value ? `${traceUrl}?quoi=${value}` : traceUrl}
                aria-current={value === kind ? 'page' : undefined}
              >
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <search>
        <form method="get" action={traceUrl} class="fr-mb-3w">
          {kind && <input type="hidden" name="quoi" value={kind} />}
          <SearchField
            id="reference"
            label="Une seule transmission"
            hint="Sa référence, même effacée : Q7K3MBXW9T"
            value={searched}
            maxLength={20}
          />
          {searched && (
            <p class="fr-mt-1w">
              <a href={traceUrl}>Tout afficher</a>
            </p>
          )}
        </form>
      </search>
      {events.length === 0 ? <p>Rien à montrer.</p> : <Events events={events} />}
      {olderUrl && (
        <p>
          <a href={olderUrl}>Lignes plus anciennes</a>
        </p>
      )}
    </>
  )
}

function Events({ events }: { events: TraceLine[] }) {
  return (
    <table class="qf-cards">
      <caption class="fr-sr-only">Journal, du plus récent au plus ancien</caption>
      <thead>
        <tr>
          {['Quand', 'Qui', 'Quoi', 'Transmissions'].map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {events.map(({ at, by, what, about, count, references }) => (
          <tr>
            <td data-label="Quand">{at}</td>
            <td data-label="Qui">{by}</td>
            <td data-label="Quoi">
              {what}
              {about.length > 0 && <span class="qf-detail">{about.join(', ')}</span>}
            </td>
            <td data-label="Transmissions">
              {count === 0 ? 'Aucune' : `${formatNumber(count)} ${plural(count, 'référence')}`}
              {references.length > 0 && (
                <span class="qf-detail">
                  {references.map(({ reference, url }) => (
                    <>
                      <a href={url}>{reference}</a>{' '}
                    </>
                  ))}
                  {count > references.length && '…'}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
