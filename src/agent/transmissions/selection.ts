import { deskPath, fileAgainPath, withQuery } from '#src/agent/addresses.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { deskQuery } from '#src/agent/transmissions/desk-query.js'
import { withMembership } from '#src/agent/with-membership.js'
import { factory } from '#src/http/factory.js'
import { keepExport } from '#src/submission/exports.js'
import { hasReference } from '#src/submission/filter.js'
import { REFERENCE } from '#src/submission/reference.js'
import { type Treatment, treatSubmissions } from '#src/submission/treat.js'

const TREATMENTS = new Map<unknown, Treatment>([
  ['traite', 'traité'],
  ['a-traiter', 'à traiter'],
])

/** What is done to the ticked transmissions of a list; then the same list again, or their file. */
export function selectionRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe } = services
  return factory
    .createApp()
    .post('/agent/collectivites/:siret/selection', withMembership(services, visits), async (c) => {
      const { collectivite, id } = c.get('membership')
      const { siret } = collectivite
      const { reference, action } = await c.req.parseBody({ all: true })
      const ticked = [reference]
        .flat()
        .filter((one) => typeof one === 'string' && REFERENCE.test(one)) as string[]
      const { here } = deskQuery(c)
      const backTo = (result: Record<string, string>) =>
        c.redirect(withQuery(deskPath(siret), { ...here, ...result }), 303)
      if (ticked.length === 0) return backTo({ fait: 'rien' })
      const actor = `agent:${id}` as const
      if (action === 'csv' || action === 'xlsx') {
        const selection = 'lignes cochées'
        const where = hasReference(ticked)
        const keeping = await keepExport(safe, siret, { where, format: action, selection, actor })
        return keeping.kind === 'kept'
          ? c.redirect(fileAgainPath(siret, keeping.file.id, action), 303)
          : backTo({ fait: 'rien-a-prendre' })
      }
      const treatment = TREATMENTS.get(action)
      if (!treatment) return backTo({ fait: 'rien' })
      const kept = await treatSubmissions(safe, siret, ticked, { treatment, actor })
      const gone = ticked.length - kept.length
      return backTo({ fait: String(action), lignes: String(kept.length), parties: String(gone) })
    })
}
