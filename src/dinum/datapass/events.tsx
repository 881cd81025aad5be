import { withQuery } from '#src/agent/addresses.js'
import { readSerial } from '#src/agent/read-address.js'
import { eventsPath } from '#src/dinum/addresses.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import { demandePath } from '#src/dinum/datapass/addresses.js'
import { toEventRow } from '#src/dinum/datapass/event-rows.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { factory } from '#src/http/factory.js'
import { type EventFilter, listEvents } from '#src/onboarding/datapass/list-events.js'
import { type DemandeLine, listWaiting } from '#src/onboarding/datapass/list-waiting.js'
import { DatapassEvents, type WaitingRow } from '#templates/dinum/datapass-events.js'
import { formatInstant } from '#templates/format.js'

const PAGE = 50
const STATES = new Map<string, NonNullable<EventFilter['state']>>([
  ['attente', 'waiting'],
  ['non-traites', 'unprocessed'],
  ['concernes', 'concerned'],
])

/** What DataPass said, and the demandes that wait for the operator. */
export function eventsRoutes({ db }: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  return factory.createApp().get(eventsPath, guard, async function list(c) {
    const parameters = readParameters(c.req.query())
    const before = readSerial(c.req.query('avant'))
    const [waiting, events] = await Promise.all([
      listWaiting(db),
      listEvents(db, filterOf(parameters), { before, limit: PAGE + 1 }),
    ])
    const shown = events.slice(0, PAGE)
    const last = shown.at(-1)
    const page = (
      <DatapassEvents
        nav={consoleNav('datapass')}
        waiting={waiting.flatMap(toWaitingRow)}
        events={shown.map(toEventRow)}
        parameters={parameters}
        eventsUrl={eventsPath}
        newestUrl={before === null ? null : withQuery(eventsPath, parameters)}
        olderUrl={
          events.length > PAGE && last
            ? withQuery(eventsPath, { ...parameters, avant: String(last.arrival) })
            : null
        }
      />
    )
    return c.render(page, { title: 'DataPass', area: 'dinum', signedIn: true })
  })
}

/** Only what filters. */
function readParameters(query: Record<string, string>): Record<string, string> {
  const { siret = '', evenement = '', etat = '' } = query
  const parameters = {
    siret: siret.trim().slice(0, 20),
    evenement: /^[\w.:-]{1,100}$/.test(evenement) ? evenement : '',
    etat: STATES.has(etat) ? etat : '',
  }
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''))
}

function filterOf({ siret, evenement, etat }: Record<string, string>): EventFilter {
  return {
    siret: siret?.replace(/\D/g, '') ?? null,
    event: evenement ?? null,
    state: STATES.get(etat ?? '') ?? null,
    demande: null,
  }
}

function toWaitingRow(line: DemandeLine): WaitingRow[] {
  const { id, waitsFor, organization, organizationSiret, updatedAt, isUnderWay } = line
  if (!waitsFor) return []
  const siret = organizationSiret ? `SIRET ${organizationSiret}` : 'organisation sans SIRET'
  return [
    {
      demande: id,
      url: demandePath(id),
      waitsFor,
      organization: organization?.name ?? siret,
      since: formatInstant(updatedAt, 'Europe/Paris'),
      isUnderWay,
    },
  ]
}
