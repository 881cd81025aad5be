import type { Context } from 'hono'
import { filesPath } from '#src/agent/addresses.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { CSV_HEADER, csvRow } from '#src/agent/files/csv.js'
import { xlsxFile } from '#src/agent/files/xlsx.js'
import { readListQuery } from '#src/agent/transmissions/list-query.js'
import { type DeskEnv, withMembership } from '#src/agent/with-membership.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { localDay } from '#src/collectivite/local-time.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { describeError } from '#src/log.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import {
  type Export,
  type ExportFormat,
  findExport,
  keepExport,
  openExport,
  ROWS_AT_MOST,
} from '#src/submission/exports.js'
import { whereOf } from '#src/submission/filter.js'

const TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The file of what the address selects, or a file that left before, made again. */
export function downloadRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe } = services
  const member = withMembership(services, visits)
  return factory
    .createApp()
    .get('/agent/collectivites/:siret/:file{export\\.(csv|xlsx)}', member, async function takeAway(c) {
      const { collectivite, id } = c.get('membership')
      const format = formatOf(c.req.param('file'))
      const { filter, words } = readListQuery(c.req.query(), collectivite.timeZone)
      const chosen = { where: whereOf(filter), format, selection: words, actor: `agent:${id}` } as const
      const keeping = await keepExport(safe, collectivite.siret, chosen)
      if (keeping.kind === 'too-many') return tooLarge(c, collectivite.siret)
      return send(c, services, keeping.kind === 'kept' ? keeping.file : null, format)
    })
    .get(
      '/agent/collectivites/:siret/fichiers/:file{[0-9a-f-]{36}\\.(csv|xlsx)}',
      member,
      async function again(c) {
        const { collectivite } = c.get('membership')
        const file = c.req.param('file')
        const kept = await findExport(safe, collectivite.siret, file.slice(0, 36))
        if (!kept) return errorPage(c, 404)
        const format = formatOf(file)
        if (kept.references.length > ROWS_AT_MOST[format]) return tooLarge(c, collectivite.siret)
        return send(c, services, kept, format)
      },
    )
}

function tooLarge(c: Context, siret: string) {
  const ways = [{ href: filesPath(siret), label: 'Choisir autrement' }]
  return errorPage(c, 422, { reason: 'fichier trop grand', ways })
}

function formatOf(file: string): ExportFormat {
  return file.endsWith('.csv') ? 'csv' : 'xlsx'
}

async function send(
  c: Context<DeskEnv>,
  { safe, log, now }: AgentServices,
  file: Export | null,
  format: ExportFormat,
) {
  const { collectivite, id } = c.get('membership')
  const { siret, timeZone } = collectivite
  const rows = file ? openExport(safe, siret, file, { actor: `agent:${id}`, format }) : nothing()
  const name = fileName(collectivite, file ?? { firstAt: now(), lastAt: now() })
  c.header('Content-Type', TYPES[format])
  c.header('Content-Disposition', `attachment; filename="${name}.${format}"`)
  if (format === 'xlsx') return c.body(new Uint8Array(await xlsxFile(rows, timeZone)))
  return c.body(
    toStream(csvLines(rows, timeZone), (error) =>
      log.error('csv export interrupted', { requestId: c.get('requestId'), siret, ...describeError(error) }),
    ),
  )
}

async function* nothing(): AsyncGenerator<OpenedSubmission[]> {}

async function* csvLines(rows: AsyncIterable<OpenedSubmission[]>, timeZone: string): AsyncGenerator<string> {
  yield CSV_HEADER
  for await (const batch of rows) yield batch.map((submission) => csvRow(submission, timeZone)).join('')
}

function fileName(
  { codeCog, timeZone }: Collectivite,
  { firstAt, lastAt }: Pick<Export, 'firstAt' | 'lastAt'>,
) {
  return `quotients-familiaux_${codeCog}_${localDay(firstAt, timeZone)}--${localDay(lastAt, timeZone)}`
}

// A fault in the middle breaks the download off: a short file must not look whole.
function toStream(
  lines: AsyncGenerator<string>,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = await lines.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        onError(error)
        controller.error(error)
      }
    },
    cancel: async () => {
      await lines.return(undefined)
    },
  })
}
