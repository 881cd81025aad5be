import { deskPath, treatPath } from '#src/agent/addresses.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { unknownTransmission } from '#src/agent/transmissions/unknown-transmission.js'
import { withMembership } from '#src/agent/with-membership.js'
import { factory } from '#src/http/factory.js'
import { openSubmission } from '#src/submission/open-submissions.js'
import { REFERENCE } from '#src/submission/reference.js'
import { Record } from '#templates/agent/record.js'

/** One transmission, all of it. */
export function recordRoutes(services: AgentServices, visits: DeskVisits) {
  const path = '/agent/collectivites/:siret/transmissions/:reference'
  return factory.createApp().get(path, withMembership(services, visits), async (c) => {
    const { collectivite, id } = c.get('membership')
    const reference = c.req.param('reference')
    const opening = { actor: `agent:${id}`, action: 'consultation' } as const
    const record = REFERENCE.test(reference)
      ? await openSubmission(services.safe, collectivite.siret, reference, opening)
      : null
    if (!record) return unknownTransmission(c, collectivite.siret)
    const listUrl = deskPath(collectivite.siret)
    const page = (
      <Record
        collectivite={collectivite}
        record={record}
        listUrl={listUrl}
        treatUrl={treatPath(collectivite.siret, reference)}
      />
    )
    return c.render(page, { title: `Transmission ${reference}`, area: 'agent', signedIn: true })
  })
}
