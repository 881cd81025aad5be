import { recordPath, withQuery } from '#src/agent/addresses.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { deskQuery } from '#src/agent/transmissions/desk-query.js'
import { unknownTransmission } from '#src/agent/transmissions/unknown-transmission.js'
import { withMembership } from '#src/agent/with-membership.js'
import { factory } from '#src/http/factory.js'
import { REFERENCE } from '#src/submission/reference.js'
import { treatSubmissions } from '#src/submission/treat.js'

/** An agent says that a transmission is in her files, or takes that back. */
export function treatRoutes(services: AgentServices, visits: DeskVisits) {
  const path = '/agent/collectivites/:siret/transmissions/:reference/traitement'
  return factory.createApp().post(path, withMembership(services, visits), async function treat(c) {
    const { collectivite, id } = c.get('membership')
    const { siret } = collectivite
    const reference = c.req.param('reference')
    const { etat } = await c.req.parseBody()
    const treatment = etat === 'a-traiter' ? 'à traiter' : 'traité'
    const treating = { treatment, actor: `agent:${id}` } as const
    const kept = REFERENCE.test(reference)
      ? await treatSubmissions(services.safe, siret, [reference], treating)
      : []
    if (kept.length === 0) return unknownTransmission(c, reference)
    const fait = treatment === 'traité' ? 'traite' : 'a-traiter'
    return c.redirect(withQuery(recordPath(siret, reference), { ...deskQuery(c).here, fait }), 303)
  })
}
