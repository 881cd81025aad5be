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
import { timelineOf } from '#src/agent/transmissions/timeline.js'
import { unknownTransmission } from '#src/agent/transmissions/unknown-transmission.js'
import { withMembership } from '#src/agent/with-membership.js'
import { traceOfReference } from '#src/audit/trace.js'
import { agentNames } from '#src/collectivite/agent-names.js'
import { factory } from '#src/http/factory.js'
import { keptAttachments } from '#src/submission/attachments.js'
import { openSubmission } from '#src/submission/open-submissions.js'
import { REFERENCE } from '#src/submission/reference.js'
import { Record } from '#templates/agent/record.js'

/** One transmission: all of it, and what became of it. */
export function recordRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe, db } = services
  const path = '/agent/collectivites/:siret/transmissions/:reference'
  return factory.createApp().get(path, withMembership(services, visits), async (c) => {
    const membership = c.get('membership')
    const { collectivite, id } = membership
    const { siret, timeZone } = collectivite
    const reference = c.req.param('reference')
    const { here } = deskQuery(c)
    const opening = { actor: `agent:${id}`, action: 'consultation' } as const
    const record = REFERENCE.test(reference) ? await openSubmission(safe, siret, reference, opening) : null
    if (!record) return unknownTransmission(c, siret)
    const [events, nameOf, kept] = await Promise.all([
      traceOfReference(db, siret, reference, record.createdAt),
      agentNames(db, siret),
      keptAttachments(db, siret, record.id),
    ])
    const page = (
      <Record
        nav={{ collectivite, items: deskNav(membership, 'transmissions') }}
        record={record}
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
