import {
  csvPath,
  fileAgainPath,
  filesPath,
  treatFilePath,
  withQuery,
  xlsxPath,
} from '#src/agent/addresses.js'
import { deskNav } from '#src/agent/desk-nav.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { readCount, readInstant } from '#src/agent/read-address.js'
import { withMembership } from '#src/agent/with-membership.js'
import { agentNames } from '#src/collectivite/agent-names.js'
import { localDay } from '#src/collectivite/local-time.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { countSubmissions } from '#src/submission/count-submissions.js'
import { type ExportLine, findExport, listExports } from '#src/submission/exports.js'
import { treatSubmissions } from '#src/submission/treat.js'
import { UUID_PARAMETER } from '#src/uuid.js'
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
        listExports(safe, siret, {
          limit: SHOWN + 1,
          before: readInstant(c.req.query('avant')),
          counted: c.req.query('compter') ?? '',
        }),
        agentNames(db, siret),
      ])
      const page = (
        <Files
          nav={{ collectivite, items: deskNav(membership, 'fichiers') }}
          counts={counts}
          done={{ what: c.req.query('fait') ?? '', rows: readCount(c.req.query('lignes')) }}
          today={localDay(now(), timeZone)}
          csvUrl={csvPath(siret)}
          xlsxUrl={xlsxPath(siret)}
          files={exports.slice(0, SHOWN).map(({ id, createdAt, actor, ...line }) => ({
            ...line,
            leftAt: formatInstant(createdAt, timeZone),
            takenBy: nameOf(actor),
            csvUrl: fileAgainPath(siret, id, 'csv'),
            xlsxUrl: fileAgainPath(siret, id, 'xlsx'),
            treatUrl: treatFilePath(siret, id),
            countUrl: withQuery(filesPath(siret), {
              compter: id,
              avant: new Date(createdAt.getTime() + 1).toISOString(),
            }),
          }))}
          olderUrl={olderUrl(siret, exports)}
        />
      )
      return c.render(page, { title: `Fichiers de ${collectivite.name}`, area: 'agent', signedIn: true })
    })
    .post(
      `/agent/collectivites/:siret/fichiers/:id{${UUID_PARAMETER}}/traitement`,
      member,
      async function treat(c) {
        const { collectivite, id } = c.get('membership')
        const { siret } = collectivite
        const file = await findExport(safe, siret, c.req.param('id'))
        if (!file) {
          c.get('logRefusal')('FILE_UNKNOWN')
          return errorPage(c, 404)
        }
        const treatment = { treatment: 'traité', actor: `agent:${id}`, onlyExported: true } as const
        const kept = await treatSubmissions(safe, siret, file.references, treatment)
        return c.redirect(`${filesPath(siret)}?fait=traite&lignes=${kept.length}`, 303)
      },
    )
}

function olderUrl(siret: string, exports: ExportLine[]): string | null {
  const last = exports[SHOWN - 1]
  return exports.length > SHOWN && last
    ? withQuery(filesPath(siret), { avant: last.createdAt.toISOString() })
    : null
}
