import { eq, type SQL } from 'drizzle-orm'
import { takeBackMails } from '#src/collectivite/access/take-back-mails.js'
import type { Db } from '#src/db/database.js'
import { submissions } from '#src/db/schema.js'
import { REASONS, type SealedContent } from '#src/submission/content.js'
import { readDataKey } from '#src/submission/data-key.js'
import { openContent, sealContent } from '#src/submission/envelope.js'
import type { Keyring } from '#src/submission/keyring.js'
import { reasonsOf } from '#src/submission/reasons.js'

type Erased = { id: string; previousId: string | null }

/**
 * Erases the transmission that these conditions select, if there is one, and with it its receipt that has not left.
 * Inside `asCollectivite`, with the trace held.
 * @returns whether there was one
 */
export async function eraseSubmission(
  tx: Db,
  keyring: Keyring,
  siret: string,
  where: SQL | undefined,
): Promise<boolean> {
  const [dataKey, [row]] = await Promise.all([
    readDataKey(tx, keyring, siret),
    tx.select({ id: submissions.id, previousId: submissions.previousId }).from(submissions).where(where),
  ])
  if (!row) return false
  await relinkSuccessors(tx, dataKey, siret, row)
  await tx.delete(submissions).where(eq(submissions.id, row.id))
  // Behind the row that who asks for a receipt holds: none comes after.
  await takeBackMails(tx, row.id)
  return true
}

/** Links what followed the row to what preceded it, and says anew whether the quotient familial changed. */
async function relinkSuccessors(tx: Db, dataKey: Buffer, siret: string, erased: Erased): Promise<void> {
  const [successors, [before]] = await Promise.all([
    tx.select().from(submissions).where(eq(submissions.previousId, erased.id)),
    erased.previousId
      ? tx.select().from(submissions).where(eq(submissions.id, erased.previousId))
      : Promise.resolve([]),
  ])
  const opened = before ? openContent(dataKey, siret, before.id, before.envelope) : null
  for (const { id, origin, envelope } of successors) {
    const content: SealedContent = openContent(dataKey, siret, id, envelope)
    const holds = reasonsOf(content, origin, opened)
    const reasons = REASONS.filter((reason) =>
      reason === 'QF modifié' ? holds.includes(reason) : content.reasons.includes(reason),
    )
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
