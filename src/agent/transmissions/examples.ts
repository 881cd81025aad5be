import { deskPath } from '#src/agent/addresses.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { withMembership } from '#src/agent/with-membership.js'
import { factory } from '#src/http/factory.js'
import { addExamples, removeExamples } from '#src/submission/examples.js'

/** Made-up transmissions to try the desk with, and their removal. */
export function exampleRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe } = services
  const path = '/agent/collectivites/:siret/exemples'
  const member = withMembership(services, visits)
  return factory
    .createApp()
    .post(path, member, async function add(c) {
      const { collectivite } = c.get('membership')
      await addExamples(safe, collectivite)
      return c.redirect(`${deskPath(collectivite.siret)}?fait=exemples`, 303)
    })
    .post(`${path}/retrait`, member, async function remove(c) {
      const { siret } = c.get('membership').collectivite
      await removeExamples(safe, siret)
      return c.redirect(`${deskPath(siret)}?fait=sans-exemples`, 303)
    })
}
