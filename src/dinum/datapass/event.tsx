import type { Context } from 'hono'
import { noteAct } from '#src/audit/acts.js'
import { namesOf } from '#src/collectivite/directory.js'
import { consoleCollectivitePath, eventsPath } from '#src/dinum/addresses.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import { contentPath, demandePath, eventPath, eventReplayPath } from '#src/dinum/datapass/addresses.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { type EventLine, findEvent } from '#src/onboarding/datapass/list-events.js'
import { type Content, openContent } from '#src/onboarding/datapass/open-content.js'
import { replayDemande } from '#src/onboarding/datapass/replay.js'
import { DatapassEvent } from '#templates/dinum/datapass-event.js'
import { eventWords } from '#templates/dinum/datapass-words.js'
import { formatInstant } from '#templates/format.js'

const path = `${eventsPath}/:arrival{\\d{1,15}}` as const

/** One event of DataPass: its facts, its content on demand, and its replay. */
export function eventRoutes(services: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  const { db, safe, jobs } = services
  return (
    factory
      .createApp()
      .get(path, guard, async function show(c) {
        const event = await findEvent(db, Number(c.req.param('arrival')))
        return event ? render(c, event, contentOf(event)) : unknown(c)
      })
      // After signing in again.
      .get(`${path}/contenu`, guard, (c) => c.redirect(eventPath(Number(c.req.param('arrival'))), 303))
      .post(`${path}/contenu`, guard, async function open(c) {
        const event = await findEvent(db, Number(c.req.param('arrival')))
        if (!event) return unknown(c)
        if (!event.hasContent) return render(c, event, contentOf(event))
        const content = await db.transaction(async (tx) => {
          const content = await openContent(tx, safe, event.arrival)
          if (typeof content !== 'string')
            await noteAct(safe, tx, c.get('operator'), 'contenu ouvert', aboutOf(event))
          return content
        })
        return render(c, event, typeof content === 'string' ? content : viewOf(content))
      })
      .post(`${path}/rejeu`, guard, async function replay(c) {
        const event = await findEvent(db, Number(c.req.param('arrival')))
        if (!event) return unknown(c)
        await db.transaction(async (tx) => {
          await replayDemande(tx, jobs, event.modelId)
          await noteAct(safe, tx, c.get('operator'), 'événement rejoué', aboutOf(event))
        })
        return c.redirect(`${eventPath(event.arrival)}?fait=rejeu`, 303)
      })
  )

  async function render(
    c: Context,
    event: EventLine,
    content: Parameters<typeof DatapassEvent>[0]['content'],
  ) {
    const { arrival, modelId, organizationSiret: siret } = event
    const name = siret ? (await namesOf(db, [siret])).get(siret) : undefined
    const at = (instant: Date) => formatInstant(instant, 'Europe/Paris')
    const page = (
      <DatapassEvent
        nav={consoleNav('datapass')}
        said={c.req.query('fait') ?? ''}
        event={{
          event: event.event,
          demande: modelId,
          demandeUrl: demandePath(modelId),
          firedAt: at(event.firedAt),
          receivedAt: at(event.receivedAt),
          processedAt: event.processedAt && at(event.processedAt),
          isFromComparison: event.source === 'rapprochement',
          definition: event.definition,
          isConcerned: event.concerned,
          siret,
          collectivite: siret && name ? { name, url: consoleCollectivitePath(siret) } : null,
          requestState: event.requestState,
          isAuthorized: event.authorized,
        }}
        content={content}
        urls={{ open: contentPath(arrival), replay: eventReplayPath(arrival) }}
      />
    )
    const title = `${eventWords(event.event)}, demande D${modelId}`
    return c.render(page, { title, area: 'dinum', signedIn: true })
  }
}

function unknown(c: Context) {
  const ways = [{ href: eventsPath, label: 'Revenir aux événements' }]
  return errorPage(c, 404, { ways })
}

function contentOf({ hasContent, concerned }: EventLine) {
  if (hasContent) return 'kept' as const
  return concerned ? ('erased' as const) : ('never' as const)
}

function aboutOf({ modelId, arrival, organizationSiret }: EventLine) {
  const concerned = `D${modelId}, événement ${arrival}`
  return organizationSiret ? { siret: organizationSiret, concerned } : { concerned }
}

function viewOf({ text, details }: Content) {
  return {
    organization: details?.sirene?.name ?? details?.organizationName ?? null,
    codeCog: details?.sirene?.codeCog ?? null,
    postalCode: details?.sirene?.postalCode ?? null,
    editor: details?.editor ?? null,
    applicant: details?.applicant ?? null,
    businessContact: details?.businessContact ?? null,
    dataProtectionOfficer: details?.dataProtectionOfficer ?? null,
    text: JSON.stringify(JSON.parse(text), null, 2),
  }
}
