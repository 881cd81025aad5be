import {
  attachmentPath,
  counterPath,
  deletePath,
  deskPath,
  treatPath,
  withQuery,
} from '#src/agent/addresses.js'
import { deskNav } from '#src/agent/desk-nav.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { deskQuery } from '#src/agent/transmissions/desk-query.js'
import { recordDone } from '#src/agent/transmissions/record-done.js'
import { timelineOf } from '#src/agent/transmissions/timeline.js'
import { unknownTransmission } from '#src/agent/transmissions/unknown-transmission.js'
import { withMembership } from '#src/agent/with-membership.js'
import { traceOfReference } from '#src/audit/trace.js'
import { agentNames } from '#src/collectivite/agent-names.js'
import { nameOfCommune } from '#src/collectivite/birthplace.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { localDay } from '#src/collectivite/local-time.js'
import { findFolderLife } from '#src/delivery/hubee/folder-life.js'
import { factory } from '#src/http/factory.js'
import { keptAttachments } from '#src/submission/attachments.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { DAYS_AFTER_TREATED } from '#src/submission/erase-attachments.js'
import { openSubmission } from '#src/submission/open-submissions.js'
import { REFERENCE } from '#src/submission/reference.js'
import { Record } from '#templates/agent/record.js'
import { formatDay, formatInstant } from '#templates/format.js'

const DAY = 86_400_000

/** One transmission: all of it, and what became of it. */
export function recordRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe, db, now } = services
  const path = '/agent/collectivites/:siret/transmissions/:reference'
  return factory.createApp().get(path, withMembership(services, visits), async (c) => {
    const membership = c.get('membership')
    const { collectivite, id } = membership
    const { siret, timeZone } = collectivite
    const reference = c.req.param('reference')
    const { here } = deskQuery(c)
    const opening = { actor: `agent:${id}`, action: 'consultation' } as const
    const record = REFERENCE.test(reference) ? await openSubmission(safe, siret, reference, opening) : null
    if (!record) return unknownTransmission(c, reference)
    const [events, nameOf, kept, birthplace, hubee, done] = await Promise.all([
      traceOfReference(db, siret, reference, record.createdAt),
      agentNames(db, siret),
      keptAttachments(db, siret, record),
      nameOfCommune(db, record.identity.birthplace),
      findFolderLife(db, siret, reference),
      recordDone(c, safe, record),
    ])
    const page = (
      <Record
        nav={{ collectivite, items: deskNav(membership, 'transmissions') }}
        record={record}
        birthplace={birthplace}
        hubee={hubee}
        done={done}
        printedAt={formatInstant(now(), timeZone)}
        attachmentsErasedOn={attachmentsErasedOn(record, collectivite)}
        attachments={record.attachments.map(({ id: file, kind, size }) => ({
          kind,
          size,
          url: kept.has(file) ? attachmentPath(siret, reference, file) : null,
        }))}
        timeline={timelineOf(events, nameOf, timeZone)}
        urls={{
          counter: record.origin === 'Guichet' ? counterPath(siret) : null,
          list: withQuery(deskPath(siret), here),
          treat: withQuery(treatPath(siret, reference), here),
          remove: withQuery(deletePath(siret, reference), here),
        }}
      />
    )
    return c.render(page, {
      title: `Transmission ${reference}`,
      area: 'agent',
      signedIn: true,
      scripts: ['copy.js', 'print.js'],
    })
  })
}

/** The day on which the files go: some days after « Traité », or with the transmission itself. */
function attachmentsErasedOn(
  { createdAt, treatedAt }: OpenedSubmission,
  { retentionDays, timeZone }: Collectivite,
): string | null {
  if (!treatedAt) return null
  const withAll = createdAt.getTime() + retentionDays * DAY
  const erasedAt = Math.min(treatedAt.getTime() + DAYS_AFTER_TREATED * DAY, withAll)
  return formatDay(localDay(new Date(erasedAt), timeZone))
}
