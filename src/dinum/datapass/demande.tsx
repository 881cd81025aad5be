import type { Context } from 'hono'
import { noteAct } from '#src/audit/acts.js'
import { consoleCollectivitePath, eventsPath } from '#src/dinum/addresses.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import { demandePath, placePath, replayPath, transferPath } from '#src/dinum/datapass/addresses.js'
import { toEventRow } from '#src/dinum/datapass/event-rows.js'
import {
  EMPTY_PLACE,
  type PlaceErrors,
  type PlaceForm,
  readPlaceForm,
  understandPlace,
} from '#src/dinum/datapass/place-form.js'
import type { ConsoleEnv, ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { acceptTransfer } from '#src/onboarding/datapass/accept-transfer.js'
import { listEvents } from '#src/onboarding/datapass/list-events.js'
import { type DemandeLine, findDemande, type InDirectory } from '#src/onboarding/datapass/list-waiting.js'
import { placeCollectivite } from '#src/onboarding/datapass/place-collectivite.js'
import { replayDemande } from '#src/onboarding/datapass/replay.js'
import { DatapassDemande } from '#templates/dinum/datapass-demande.js'
import { formatInstant } from '#templates/format.js'

const path = `${eventsPath}/demandes/:id{\\d{1,15}}` as const
const EVENTS_AT_MOST = 200
const ANY = { state: null, event: null, siret: null }

/** Where one demande stands, and what the operator may say about it. */
export function demandeRoutes(services: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  const { db, safe, jobs } = services
  return (
    factory
      .createApp()
      .get(path, guard, (c) => show(c, EMPTY_PLACE, {}))
      // After signing in again.
      .get(`${path}/:act{transfert|commune|rejeu}`, guard, (c) => c.redirect(demandePath(idOf(c)), 303))
      .post(`${path}/transfert`, guard, async function accept(c) {
        const demande = idOf(c)
        const operator = c.get('operator')
        const { siret } = await c.req.parseBody()
        if (typeof siret !== 'string') return said(c, 'change')
        const before = (await findDemande(db, demande))?.organizationSiret
        const outcome = await acceptTransfer(services, {
          demande,
          siret,
          actor: `dinum:${operator.id}`,
          journal: (tx) =>
            noteAct(safe, tx, operator, 'transfert accepté', {
              siret,
              concerned: before ? `D${demande}, auparavant ${before}` : `D${demande}`,
            }),
        })
        return said(c, outcome === 'accepted' ? 'transfert' : 'change')
      })
      .post(`${path}/commune`, guard, async function place(c) {
        const demande = idOf(c)
        const operator = c.get('operator')
        const form = readPlaceForm(await c.req.parseBody())
        const reading = understandPlace(form)
        if (reading.kind === 'refused') return show(c, form, reading.errors)
        const { codeCog, name } = reading
        const siret = (await findDemande(db, demande))?.organizationSiret
        const about = { ...(siret ? { siret } : {}), concerned: `D${demande}, ${codeCog}` }
        const outcome = await placeCollectivite(services, {
          demande,
          codeCog,
          name,
          actor: `dinum:${operator.id}`,
          journal: (tx) => noteAct(safe, tx, operator, 'code COG donné', about),
        })
        if (outcome === 'unknown-place')
          return show(c, form, { cog: 'Ce code COG n’est dans aucun département connu.' })
        return said(c, outcome === 'placed' ? 'commune' : 'change')
      })
      .post(`${path}/rejeu`, guard, async function replay(c) {
        const demande = idOf(c)
        const isKnown = await db.transaction(async (tx) => {
          const isKnown = await replayDemande(tx, jobs, demande)
          const concerned = `D${demande}`
          if (isKnown) await noteAct(safe, tx, c.get('operator'), 'événement rejoué', { concerned })
          return isKnown
        })
        return isKnown ? said(c, 'rejeu') : unknown(c)
      })
  )

  async function show(c: Context<ConsoleEnv>, typed: PlaceForm, errors: PlaceErrors) {
    const id = idOf(c)
    const [demande, events] = await Promise.all([
      findDemande(db, id),
      listEvents(db, { ...ANY, demande: id }, { before: null, limit: EVENTS_AT_MOST }),
    ])
    if (!demande && events.length === 0) return unknown(c)
    const isRefused = Object.keys(errors).length > 0
    if (isRefused) c.status(422)
    const page = (
      <DatapassDemande
        nav={consoleNav('datapass')}
        said={c.req.query('fait') ?? ''}
        id={id}
        demande={demande && viewOf(demande)}
        events={events.map(toEventRow)}
        typed={typed}
        errors={errors}
        urls={{ transfer: transferPath(id), place: placePath(id), replay: replayPath(id) }}
      />
    )
    const title = `${isRefused ? 'Erreur : ' : ''}Demande D${id}`
    return c.render(page, { title, area: 'dinum', signedIn: true })
  }
}

function idOf(c: Context): number {
  return Number(c.req.param('id'))
}

function said(c: Context, word: string) {
  return c.redirect(`${demandePath(idOf(c))}?fait=${word}`, 303)
}

function unknown(c: Context) {
  const ways = [{ href: eventsPath, label: 'Revenir aux événements' }]
  return errorPage(c, 404, { ways })
}

function viewOf(demande: DemandeLine) {
  const { definition, requestState, active, changedAt, waitsFor, isUnderWay } = demande
  return {
    definition,
    requestState,
    active,
    changedAt: changedAt && formatInstant(changedAt, 'Europe/Paris'),
    waitsFor,
    isUnderWay,
    organization: organizationOf(demande.organizationSiret, demande.organization),
    transfer: organizationOf(demande.transferSiret, demande.transfer),
  }
}

function organizationOf(siret: string | null, known: InDirectory) {
  return siret
    ? {
        siret,
        name: known?.name ?? null,
        state: known?.state ?? null,
        url: known && consoleCollectivitePath(siret),
      }
    : null
}
