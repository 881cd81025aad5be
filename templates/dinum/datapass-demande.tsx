import type { CollectiviteState } from '#src/collectivite/collectivite.js'
import type { PlaceErrors, PlaceForm } from '#src/dinum/datapass/place-form.js'
import type { WaitsFor } from '#src/onboarding/datapass/habilitation.js'
import { Said, type SaidWords } from '#templates/agent/said.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { SummaryList } from '#templates/components/summary-list.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'
import { DatapassDecision } from '#templates/dinum/datapass-decision.js'
import { REPLAY_SAID, Replay } from '#templates/dinum/datapass-event.js'
import { type EventRow, Events } from '#templates/dinum/datapass-events.js'
import { definitionWords, requestStateWords } from '#templates/dinum/datapass-words.js'
import { StateBadge } from '#templates/dinum/state-badge.js'

/** An organisation; name, state and address are null where it is not in the directory. */
export type OrganizationView = {
  siret: string
  name: string | null
  state: CollectiviteState | null
  url: string | null
}
export type DemandeView = {
  definition: string
  requestState: string | null
  active: boolean
  /** Null for one that was never approved. */
  changedAt: string | null
  waitsFor: WaitsFor | null
  isUnderWay: boolean
  organization: OrganizationView | null
  transfer: OrganizationView | null
}
export type DatapassDemandeProps = {
  nav: ConsoleNavProps
  said: string
  id: number
  /** Null until its events were acted upon. */
  demande: DemandeView | null
  events: EventRow[]
  typed: PlaceForm
  errors: PlaceErrors
  urls: { transfer: string; place: string; replay: string }
}

const SAID: SaidWords = {
  ...REPLAY_SAID,
  transfert: ['success', 'Le transfert est accepté\u00a0: il est appliqué dans quelques secondes.'],
  commune: ['success', 'La collectivité est inscrite\u00a0: les invitations partent dans quelques secondes.'],
  change: ['warning', 'Rien n’a été changé\u00a0: la demande n’attend plus cela. Voici où elle en est.'],
}

/** Where a demande of DataPass stands, and what waits for the operator. */
export function DatapassDemande({
  nav,
  said,
  id,
  demande,
  events,
  typed,
  errors,
  urls,
}: DatapassDemandeProps) {
  return (
    <>
      <ConsoleNav {...nav} />
      <Said said={said} words={SAID} />
      <ErrorSummary title="Rien n’est encore ouvert : il reste à corriger" errors={faultsOf(errors)} />
      <h1>Demande D{id}</h1>
      {demande ? (
        <>
          <SummaryList rows={rowsOf(demande)} />
          <DatapassDecision {...{ demande, typed, errors, urls }} />
        </>
      ) : (
        <p>Ses événements sont arrivés et ne sont pas encore traités.</p>
      )}
      <h2>Événements</h2>
      <Events events={events} ofOne />
      <h2>Rejouer</h2>
      <Replay action={urls.replay} />
    </>
  )
}

type Rows = Parameters<typeof SummaryList>[0]['rows']

function rowsOf(demande: DemandeView): Rows {
  const { definition, requestState, active, changedAt, organization, transfer } = demande
  const since = changedAt && `${active ? 'active depuis le' : 'terminée le'} ${changedAt}`
  const rows: Rows = [
    ['Formulaire', definitionWords(definition)],
    ['Habilitation', since ?? 'pas accordée'],
    ['État chez DataPass', requestStateWords(requestState)],
    ['Organisation', organization ? <Organization {...organization} /> : changedAt ? 'sans SIRET' : '—'],
  ]
  if (transfer) rows.push(['Transférée à', <Organization {...transfer} />])
  return rows
}

function Organization({ siret, name, state, url }: OrganizationView) {
  return (
    <>
      {url && (
        <>
          <a href={url}>{name}</a>,{' '}
        </>
      )}
      SIRET {siret}
      {state ? (
        <>
          {' '}
          <StateBadge state={state} />
        </>
      ) : (
        ', pas dans le service'
      )}
    </>
  )
}

function faultsOf(errors: PlaceErrors) {
  const fields: (keyof PlaceForm)[] = ['cog', 'nom']
  return fields.flatMap((field) => {
    const message = errors[field]
    return message ? [{ fieldId: field, message }] : []
  })
}
