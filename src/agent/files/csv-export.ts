import { and, lte } from 'drizzle-orm'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { CSV_HEADER, csvRow } from '#src/agent/files/csv.js'
import { withMembership } from '#src/agent/with-membership.js'
import type { Actor } from '#src/audit/audit.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { localDay } from '#src/collectivite/local-time.js'
import { submissions } from '#src/db/schema.js'
import { factory } from '#src/http/factory.js'
import { describeError } from '#src/log.js'
import { after, openSubmissions, periodOfSubmissions } from '#src/submission/open-submissions.js'
import type { Safe } from '#src/submission/safe.js'

const BATCH = 500

/** All transmissions in one file, streamed by batches; each batch writes its audit line. */
export function csvRoutes(services: AgentServices, visits: DeskVisits) {
  const path = '/agent/collectivites/:siret/export.csv'
  return factory.createApp().get(path, withMembership(services, visits), async (c) => {
    const { collectivite, id } = c.get('membership')
    const { safe, log, now } = services
    const period = await periodOfSubmissions(safe, collectivite.siret)
    const lines = csvLines(safe, collectivite, `agent:${id}`, period?.last ?? now())
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header(
      'Content-Disposition',
      `attachment; filename="${fileName(collectivite, period ?? { first: now(), last: now() })}"`,
    )
    return c.body(
      toStream(lines, (error) =>
        log.error('csv export interrupted', {
          requestId: c.get('requestId'),
          siret: collectivite.siret,
          ...describeError(error),
        }),
      ),
    )
  })
}

async function* csvLines(
  safe: Safe,
  collectivite: Collectivite,
  actor: Actor,
  until: Date,
): AsyncGenerator<string> {
  yield CSV_HEADER
  let where = lte(submissions.createdAt, until)
  for (;;) {
    const batch = await openSubmissions(
      safe,
      collectivite.siret,
      { where, limit: BATCH },
      { actor, action: 'export csv' },
    )
    if (batch.length > 0) yield batch.map((submission) => csvRow(submission, collectivite.timeZone)).join('')
    const last = batch.at(-1)
    if (!last || batch.length < BATCH) return
    where = and(lte(submissions.createdAt, until), after(last)) ?? where
  }
}

function fileName({ codeCog, timeZone }: Collectivite, { first, last }: { first: Date; last: Date }): string {
  return `quotients-familiaux_${codeCog}_${localDay(first, timeZone)}--${localDay(last, timeZone)}.csv`
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
