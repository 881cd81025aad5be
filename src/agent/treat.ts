import { deskPath, recordPath } from '#src/agent/addresses.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { withMembership } from '#src/agent/with-membership.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { followSubmissions } from '#src/submission/follow.js'
import { REFERENCE } from '#src/submission/reference.js'
import { treatSubmissions } from '#src/submission/treat.js'

/** An agent says that a transmission is in her files, or takes that back. */
export function treatRoutes(services: AgentServices, visits: DeskVisits) {
  const path = '/agent/collectivites/:siret/transmissions/:reference/traitement'
  return factory.createApp().post(path, withMembership(services, visits), async function treat(c) {
    const { collectivite, id } = c.get('membership')
    const { siret } = collectivite
    const reference = c.req.param('reference')
    const known = REFERENCE.test(reference) && (await followSubmissions(services.db, siret, [reference]))
    if (!known || known.length === 0) {
      const ways = [{ href: deskPath(siret), label: 'Revenir à la liste' }]
      return errorPage(c, 404, { reason: 'transmission', ways })
    }
    const { etat } = await c.req.parseBody()
    const treatment = etat === 'a-traiter' ? 'à traiter' : 'traité'
    await treatSubmissions(services.safe, siret, [reference], { treatment, actor: `agent:${id}` })
    return c.redirect(recordPath(siret, reference), 303)
  })
}
