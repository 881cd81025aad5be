import type { Context } from 'hono'
import { deskPath, recordPath, withQuery } from '#src/agent/addresses.js'
import { deskQuery } from '#src/agent/transmissions/desk-query.js'
import type { DeskEnv } from '#src/agent/with-membership.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { nextToTreat } from '#src/submission/next-to-treat.js'
import type { Safe } from '#src/submission/safe.js'
import type { RecordDone } from '#templates/agent/record-done.js'

/** What the button that led back to this record did, and which one comes next; null where it was opened otherwise. */
export async function recordDone(
  c: Context<DeskEnv>,
  safe: Safe,
  record: OpenedSubmission,
): Promise<RecordDone | null> {
  const treated = record.treatedAt !== null
  if (c.req.query('fait') !== (treated ? 'traite' : 'a-traiter')) return null
  const { siret } = c.get('membership').collectivite
  const { filter, parameters, here, search, onlyReason } = deskQuery(c)
  const isSealed = search !== '' || onlyReason !== null
  const next = treated && !isSealed ? await nextToTreat(safe, siret, { filter, after: record }) : null
  return {
    treated,
    nextUrl: next && withQuery(recordPath(siret, next), here),
    toTreatUrl: withQuery(deskPath(siret), { ...parameters, etat: 'a-traiter' }),
  }
}
