import { eq } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { submissions } from '#src/db/schema.js'
import type { SealedContent } from '#src/submission/content.js'
import { openContent, sealContent } from '#src/submission/envelope.js'
import { reasonsOf } from '#src/submission/reasons.js'

/** What an erased row leaves: its own id, and that of the transmission before it. */
export type Erased = { id: string; previousId: string | null }

/**
 * Links what followed a row about to be erased to what preceded it, and says anew whether the quotient familial
 * changed. Inside `asCollectivite`, with the trace held, before the row goes.
 */
export async function relinkSuccessors(
  tx: Db,
  dataKey: Buffer,
  siret: string,
  erased: Erased,
): Promise<void> {
  const [successors, [before]] = await Promise.all([
    tx.select().from(submissions).where(eq(submissions.previousId, erased.id)),
    erased.previousId
      ? tx.select().from(submissions).where(eq(submissions.id, erased.previousId))
      : Promise.resolve([]),
  ])
  const opened = before ? openContent(dataKey, siret, before.id, before.envelope) : null
  for (const { id, envelope } of successors) {
    const content: SealedContent = openContent(dataKey, siret, id, envelope)
    const reasons = reasonsOf(content, opened)
    await tx
      .update(submissions)
      .set({
        previousId: before?.id ?? null,
        toCheck: reasons.length > 0,
        envelope: sealContent(dataKey, siret, id, { ...content, reasons }),
      })
      .where(eq(submissions.id, id))
  }
}
