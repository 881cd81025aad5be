import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { deskPath, filesPath } from '#src/agent/addresses.js'
import { cameFromElsewhere } from '#src/agent/came-from-elsewhere.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { toStream } from '#src/agent/files/to-stream.js'
import { deskQuery } from '#src/agent/transmissions/desk-query.js'
import { type DeskEnv, withMembership } from '#src/agent/with-membership.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { describeError } from '#src/log.js'
import { CSV_HEADER } from '#src/spreadsheet/csv.js'
import type { CsvWriter } from '#src/spreadsheet/csv-writer.js'
import { fileName } from '#src/spreadsheet/file-name.js'
import { xlsxFile } from '#src/spreadsheet/xlsx.js'
import {
  type Export,
  type ExportFormat,
  findExport,
  keepExport,
  ROWS_AT_MOST,
  readExported,
} from '#src/submission/exports.js'
import { whereOf } from '#src/submission/filter.js'
import { openBatch, type SealedBatch } from '#src/submission/open-batch.js'
import { UUID_PARAMETER } from '#src/uuid.js'

const UUID_LENGTH = 36
const TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The file of what the address selects, or a file that left before, made again. */
export function downloadRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe } = services
  const member = withMembership(services, visits)
  const fromHere = onlyFrom(services.config.publicUrl.origin)
  return factory
    .createApp()
    .get(
      '/agent/collectivites/:siret/:file{export\\.(csv|xlsx)}',
      member,
      fromHere,
      async function takeAway(c) {
        const { collectivite, id } = c.get('membership')
        const { siret } = collectivite
        const format = formatOf(c.req.param('file'))
        const { filter, words, wrongPeriod, search, onlyReason, parameters } = deskQuery(c)
        if (wrongPeriod) return refuse(c, 'période du fichier')
        if (search !== '' || onlyReason !== null) return refuse(c, 'fichier d’une recherche')
        const chosen = { where: whereOf(filter), format, selection: words, actor: `agent:${id}` } as const
        const keeping = await keepExport(safe, siret, chosen)
        if (keeping.kind === 'too-many') return refuse(c, 'fichier trop grand')
        // A person is told; a program that asks every night gets the columns alone.
        if (keeping.kind === 'nothing' && isByPerson(c) && Object.keys(parameters).length > 0)
          return c.redirect(`${filesPath(siret)}?fait=vide`, 303)
        return send(c, services, keeping.kind === 'kept' ? keeping.file : null, format)
      },
    )
    .get(
      `/agent/collectivites/:siret/fichiers/:file{${UUID_PARAMETER}\\.(csv|xlsx)}`,
      member,
      fromHere,
      async function again(c) {
        const { collectivite } = c.get('membership')
        const file = c.req.param('file')
        const kept = await findExport(safe, collectivite.siret, file.slice(0, UUID_LENGTH))
        if (!kept) {
          c.get('logRefusal')('FILE_UNKNOWN')
          return errorPage(c, 404)
        }
        const format = formatOf(file)
        if (kept.references.length > ROWS_AT_MOST[format]) return refuse(c, 'fichier trop grand')
        return send(c, services, kept, format)
      },
    )
}

function onlyFrom(origin: string) {
  return createMiddleware<DeskEnv>(async (c, next) =>
    cameFromElsewhere(c, origin) ? refuse(c, 'fichier demandé d’ailleurs', 403) : next(),
  )
}

function isByPerson(c: Context): boolean {
  return c.req.header('Accept')?.includes('text/html') ?? false
}

function refuse(c: Context<DeskEnv>, reason: string, status: 403 | 422 = 422) {
  const { siret } = c.get('membership').collectivite
  const ways = [
    { href: filesPath(siret), label: 'Choisir un fichier' },
    { href: deskPath(siret), label: 'Revenir à la liste' },
  ]
  return errorPage(c, status, { reason, ways })
}

function formatOf(file: string): ExportFormat {
  return file.endsWith('.csv') ? 'csv' : 'xlsx'
}

async function send(
  c: Context<DeskEnv>,
  { safe, csvWriter, log, now }: AgentServices,
  file: Export | null,
  format: ExportFormat,
) {
  const { collectivite, id } = c.get('membership')
  const { siret, timeZone } = collectivite
  const batches = <Made>(make: (batch: SealedBatch) => Made) =>
    file ? readExported(safe, siret, file, { actor: `agent:${id}`, format }, make) : nothing()
  const name = fileName(collectivite, file ?? { firstAt: now(), lastAt: now() })
  c.header('Content-Type', TYPES[format])
  c.header('Content-Disposition', `attachment; filename="${name}.${format}"`)
  if (format === 'xlsx') return c.body(new Uint8Array(await xlsxFile(batches(openBatch), timeZone)))
  return c.body(
    toStream(csvLines(csvWriter, batches(asTheyAre), timeZone), (error) =>
      log.error('csv export interrupted', { requestId: c.get('requestId'), siret, ...describeError(error) }),
    ),
  )
}

async function* nothing(): AsyncGenerator<never> {}

const asTheyAre = (batch: SealedBatch) => batch

async function* csvLines(
  writer: CsvWriter,
  batches: AsyncIterable<SealedBatch>,
  timeZone: string,
): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(CSV_HEADER)
  // The thread finds the next batch waiting when it is done with one.
  let before: Promise<Uint8Array> | null = null
  for await (const batch of batches) {
    const lines = writer.write({ batch, timeZone })
    lines.catch(() => {})
    if (before) yield before
    before = lines
  }
  if (before) yield before
}
