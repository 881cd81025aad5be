import { inArray, type SQL } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { attachments, mails, submissions } from '#src/db/schema.js'
import { forgetMailJobs } from '#src/jobs/forget-jobs.js'
import type { Keyring } from '#src/submission/keyring.js'
import { type Leaving, relinkSuccessors } from '#src/submission/relink.js'

/** What went with erased transmissions. */
export type Erasure = {
  files: number
  receipts: number
  jobs: number
  /** Why a successor was left without a predecessor, as stable codes. */
  unlinked: string[]
}

/**
 * Erases the transmission that these conditions select, if there is one, and all that is its own. Inside
 * `asCollectivite`, with the trace held.
 * @returns whether there was one
 */
export async function eraseSubmission(
  tx: Db,
  keyring: Keyring,
  siret: string,
  where: SQL | undefined,
): Promise<boolean> {
  const { id, previousId } = submissions
  const [row] = await tx.select({ id, previousId }).from(submissions).where(where)
  if (row) await eraseRows(tx, keyring, siret, [row])
  return row !== undefined
}

/**
 * Erases these transmissions with their files, their receipts, left or not, and the jobs of these. What followed one of
 * them is linked to what preceded it; where that cannot be opened it follows nothing, for what is erased need not be
 * read. Inside `asCollectivite`, with the trace held.
 */
export async function eraseRows(tx: Db, keyring: Keyring, siret: string, rows: Leaving[]): Promise<Erasure> {
  const ids = rows.map(({ id }) => id)
  const unlinked = await relinkSuccessors(tx, keyring, siret, rows)
  const files = await tx
    .delete(attachments)
    .where(inArray(attachments.submissionId, ids))
    .returning({ id: attachments.id })
  await tx.delete(submissions).where(inArray(submissions.id, ids))
  // Behind the row that who asks for a receipt holds: none comes after.
  const receipts = await tx.delete(mails).where(inArray(mails.about, ids)).returning({ id: mails.id })
  const mailIds = receipts.map(({ id }) => id)
  const jobs = mailIds.length > 0 ? await forgetMailJobs(tx, mailIds) : 0
  return { files: files.length, receipts: receipts.length, jobs, unlinked }
}
