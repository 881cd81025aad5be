import type { WaitsFor } from '#src/onboarding/datapass/habilitation.js'
import { Badge } from '#templates/components/badge.js'
import { SelectField } from '#templates/components/select-field.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'
import { EVENT_WORDS, eventWords, WAITS_FOR_WORDS } from '#templates/dinum/datapass-words.js'
import { FilterForm } from '#templates/dinum/filter-form.js'

export type EventRow = {
  event: string
  url: string
  receivedAt: string
  demande: number
  demandeUrl: string
  siret: string | null
  isConcerned: boolean
  isProcessed: boolean
  isFromComparison: boolean
}
export type WaitingRow = {
  demande: number
  url: string
  waitsFor: WaitsFor
  /** Name, or SIRET, or neither. */
  organization: string
  since: string
  /** Said by the operator, about to be acted upon. */
  isUnderWay: boolean
}
type Props = {
  nav: ConsoleNavProps
  waiting: WaitingRow[]
  events: EventRow[]
  /** As they stand in the address. */
  parameters: Record<string, string>
  eventsUrl: string
  newestUrl: string | null
  olderUrl: string | null
}

/** What DataPass said, and what waits for the operator. */
export function DatapassEvents(props: Props) {
  const { nav, waiting, events, parameters, newestUrl, olderUrl } = props
  return (
    <>
      <ConsoleNav {...nav} />
      <h1>DataPass</h1>
      {waiting.length > 0 && <Waiting waiting={waiting} />}
      <h2>Événements reçus</h2>
      <p>
        Ce que DataPass a dit des demandes d’habilitation. Les noms et adresses qui s’y trouvent sont effacés
        90 jours après le traitement, sauf si la demande attend encore votre décision ; le reste demeure.
      </p>
      <Filters {...props} />
      {events.length > 0 && <Events events={events} />}
      {events.length === 0 && (
        <p>
          {Object.keys(parameters).length > 0
            ? 'Aucun événement ne correspond : vérifiez le SIRET, ou retirez un filtre.'
            : 'DataPass n’a encore rien envoyé. Ses événements arrivent ici dès que son webhook est réglé.'}
        </p>
      )}
      {(newestUrl || olderUrl) && (
        <ul class="qf-choices fr-mt-3w">
          {newestUrl && (
            <li>
              <a href={newestUrl}>Événements les plus récents</a>
            </li>
          )}
          {olderUrl && (
            <li>
              <a href={olderUrl}>Événements plus anciens</a>
            </li>
          )}
        </ul>
      )}
    </>
  )
}

function Waiting({ waiting }: Pick<Props, 'waiting'>) {
  return (
    <>
      <h2>Demandes qui attendent votre décision</h2>
      <ul class="qf-results">
        {waiting.map(({ demande, url, waitsFor, organization, since, isUnderWay }) => (
          <li>
            <div>
              <strong>D{demande}</strong>, {organization}
              <span class="qf-detail">
                {WAITS_FOR_WORDS[waitsFor]}, depuis le {since}
              </span>
            </div>
            <a href={url}>
              {isUnderWay ? 'Décidée, en cours' : 'Décider'}
              <span class="fr-sr-only"> : demande D{demande}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

const STATES: [string, string][] = [
  ['', 'Tous'],
  ['attente', 'Attendent une décision'],
  ['non-traites', 'Pas encore traités'],
  ['concernes', 'Pour ce service'],
]

function Filters({ parameters, eventsUrl }: Props) {
  const { siret = '', evenement = '', etat = '' } = parameters
  const events = Object.entries(EVENT_WORDS)
  return (
    <FilterForm
      action={eventsUrl}
      search={{
        id: 'siret',
        label: 'Une seule organisation',
        hint: 'Son SIRET, 14 chiffres',
        value: siret,
        maxLength: 20,
      }}
      summary="Filtrer par événement ou par état"
      filtered={Boolean(evenement || etat)}
    >
      <SelectField id="evenement" label="Événement" value={evenement} options={[['', 'Tous'], ...events]} />
      <SelectField id="etat" label="État" value={etat} options={STATES} />
    </FilterForm>
  )
}

/** A table of events, the newest first. `ofOne`: all are of one demande. */
export function Events({ events, ofOne = false }: { events: EventRow[]; ofOne?: boolean }) {
  return (
    <table class="qf-cards">
      <caption class="fr-sr-only">Événements, du dernier arrivé au premier</caption>
      <thead>
        <tr>
          {['Événement', 'Reçu le', 'SIRET', 'Traitement'].map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {events.map((row) => (
          <tr>
            <th scope="row">
              <a href={row.url}>{eventWords(row.event)}</a>
              {!ofOne && (
                <span class="qf-detail">
                  Demande <a href={row.demandeUrl}>D{row.demande}</a>
                </span>
              )}
              {row.isFromComparison && <span class="qf-detail">Trouvé par la comparaison</span>}
            </th>
            <td data-label="Reçu le">{row.receivedAt}</td>
            <td data-label="SIRET">{row.siret ?? 'Aucun'}</td>
            <td data-label="Traitement">
              {!row.isProcessed && <Badge kind="warning">Pas encore traité</Badge>}
              {row.isProcessed && (row.isConcerned ? 'Traité' : 'Pas pour ce service')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
