import { csvPath, fileAgainPath, filesPath, treatFilePath, xlsxPath } from '#src/agent/addresses.js'
import { deskNav } from '#src/agent/desk-nav.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { withMembership } from '#src/agent/with-membership.js'
import { agentNames } from '#src/collectivite/agent-names.js'
import { localDay } from '#src/collectivite/local-time.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { countSubmissions } from '#src/submission/count-submissions.js'
import { findExport, listExports } from '#src/submission/exports.js'
import { treatSubmissions } from '#src/submission/treat.js'
import { COUNTED_AT_MOST } from '#templates/agent/count-words.js'
import { Files } from '#templates/agent/files.js'
import { formatInstant } from '#templates/format.js'

const SHOWN = 20

/** To make a file, and the files that left: each can be taken again, and its rows marked as treated. */
export function filesRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe, db, now } = services
  const member = withMembership(services, visits)
  return factory
    .createApp()
    .get('/agent/collectivites/:siret/fichiers', member, async function show(c) {
      const membership = c.get('membership')
      const { collectivite } = membership
      const { siret, timeZone } = collectivite
      const [counts, exports, nameOf] = await Promise.all([
        countSubmissions(safe, siret, { upTo: COUNTED_AT_MOST }),
        listExports(safe, siret, SHOWN),
        agentNames(db, siret),
      ])
      const page = (
        <Files
          nav={{ collectivite, items: deskNav(membership, 'fichiers') }}
          counts={counts}
          treated={Number(c.req.query('traitees')) || 0}
          today={localDay(now(), timeZone)}
          csvUrl={csvPath(siret)}
          xlsxUrl={xlsxPath(siret)}
          files={exports.map(({ id, createdAt, actor, ...line }) => ({
            ...line,
            leftAt: formatInstant(createdAt, timeZone),
            takenBy: nameOf(actor),
            csvUrl: fileAgainPath(siret, id, 'csv'),
            xlsxUrl: fileAgainPath(siret, id, 'xlsx'),
            treatUrl: treatFilePath(siret, id),
          }))}
        />
      )
      return c.render(page, { title: `Fichiers de ${collectivite.name}`, area: 'agent', signedIn: true })
    })
    .post(
      '/agent/collectivites/:siret/fichiers/:id{[0-9a-f-]{36}}/traitement',
      member,
      async function treat(c) {
        const { collectivite, id } = c.get('membership')
        const { siret } = collectivite
        const file = await findExport(safe, siret, c.req.param('id'))
        if (!file) return errorPage(c, 404)
        const treatment = { treatment: 'traité', actor: `agent:${id}` } as const
        const kept = await treatSubmissions(safe, siret, file.references, treatment)
        return c.redirect(`${filesPath(siret)}?traitees=${kept.length}`, 303)
      },
    )
}
