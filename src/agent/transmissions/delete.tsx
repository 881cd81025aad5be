import { deletePath, deskPath, recordPath, withQuery } from '#src/agent/addresses.js'
import { deskNav } from '#src/agent/desk-nav.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { deskQuery } from '#src/agent/transmissions/desk-query.js'
import { unknownTransmission } from '#src/agent/transmissions/unknown-transmission.js'
import { withMembership } from '#src/agent/with-membership.js'
import { factory } from '#src/http/factory.js'
import { openSubmission } from '#src/submission/open-submissions.js'
import { REFERENCE } from '#src/submission/reference.js'
import { removeSubmission } from '#src/submission/remove.js'
import { DeleteTransmission } from '#templates/agent/delete-transmission.js'

/** An agent erases a transmission, after a page that says what that means. */
export function deleteRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe } = services
  const path = '/agent/collectivites/:siret/transmissions/:reference/suppression'
  const member = withMembership(services, visits)
  return factory
    .createApp()
    .get(path, member, async function ask(c) {
      const membership = c.get('membership')
      const { collectivite, id } = membership
      const { siret } = collectivite
      const reference = c.req.param('reference')
      const { here } = deskQuery(c)
      const opening = { actor: `agent:${id}`, action: 'consultation' } as const
      const record = REFERENCE.test(reference) ? await openSubmission(safe, siret, reference, opening) : null
      if (!record) return unknownTransmission(c, reference)
      const page = (
        <DeleteTransmission
          nav={{ collectivite, items: deskNav(membership, 'transmissions') }}
          record={record}
          action={withQuery(deletePath(siret, reference), here)}
          backUrl={withQuery(recordPath(siret, reference), here)}
        />
      )
      return c.render(page, {
        title: `Supprimer la transmission ${reference}`,
        area: 'agent',
        signedIn: true,
      })
    })
    .post(path, member, async function erase(c) {
      const { collectivite, id } = c.get('membership')
      const { siret } = collectivite
      const reference = c.req.param('reference')
      const removed =
        REFERENCE.test(reference) &&
        (await removeSubmission(safe, siret, { reference, actor: `agent:${id}` }))
      if (!removed) return unknownTransmission(c, reference)
      return c.redirect(withQuery(deskPath(siret), { ...deskQuery(c).here, fait: 'supprime' }), 303)
    })
}
