import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { attachments, submissions } from '#src/db/schema.js'
import { siretsWith } from '#src/db/sirets-with.js'
import { describeError, type Log } from '#src/log.js'
import type { Safe } from '#src/submission/safe.js'

/** What a file proves is in the agent's own records once the transmission is treated; it stays these days longer. */
export const DAYS_AFTER_TREATED = 15
const DAY = 86_400_000
// Each may have fifteen megabytes of files, and the desk waits behind a batch.
const TRANSMISSIONS_AT_ONCE = 10

/** Erases the files of transmissions that were treated 15 days ago; one failure does not stop the rest. */
export async function eraseOldAttachments({ safe, log }: { safe: Safe; log: Log }): Promise<void> {
  const treatedBefore = new Date(safe.now().getTime() - DAYS_AFTER_TREATED * DAY)
  const sirets = await siretsWith(
    safe.db,
    ({ first, last }) =>
      sql`sirets_with_old_files(${first}, ${last}, ${treatedBefore.toISOString()}::timestamptz)`,
  )
  for (const siret of sirets)
    await eraseOf(safe, siret, treatedBefore).catch((error) =>
      log.error('attachments not erased', { siret, ...describeError(error) }),
    )
}

async function eraseOf(safe: Safe, siret: string, treatedBefore: Date): Promise<void> {
  while (await eraseSome(safe, siret, treatedBefore));
}

/** @returns whether there were any */
function eraseSome({ db, audit, now }: Safe, siret: string, treatedBefore: Date): Promise<boolean> {
  return asCollectivite(db, siret, async (tx) => {
    const due = await tx
      .selectDistinct({ id: submissions.id, reference: submissions.reference })
      .from(attachments)
      .innerJoin(submissions, eq(submissions.id, attachments.submissionId))
      .where(lte(submissions.treatedAt, treatedBefore))
      .limit(TRANSMISSIONS_AT_ONCE)
    if (due.length === 0) return false
    const head = await audit.lockHead(tx, siret)
    const ids = due.map(({ id }) => id)
    // Set back to be treated meanwhile, it keeps its files.
    const still = tx
      .select({ id: submissions.id })
      .from(submissions)
      .where(and(inArray(submissions.id, ids), lte(submissions.treatedAt, treatedBefore)))
    const erased = await tx
      .delete(attachments)
      .where(inArray(attachments.submissionId, still))
      .returning({ submissionId: attachments.submissionId })
    const gone = new Set(erased.map(({ submissionId }) => submissionId))
    const references = due.filter(({ id }) => gone.has(id)).map(({ reference }) => reference)
    if (references.length > 0)
      await audit.append(tx, siret, head, {
        actor: 'service',
        action: 'effacement des pièces',
        references,
        at: now(),
      })
    return true
  })
}
