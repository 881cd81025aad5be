import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { AcceptedFile } from '#src/attachments/attachment.js'
import type { Actor } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { attachments, submissions } from '#src/db/schema.js'
import { seal, unseal } from '#src/seal.js'
import type { Attachment, OpenedSubmission } from '#src/submission/content.js'
import { readDataKey } from '#src/submission/data-key.js'
import { openContent } from '#src/submission/envelope.js'
import type { Safe } from '#src/submission/safe.js'

/** Files as they stand in a transmission, each with its number. */
export function numbered(files: AcceptedFile[]): (Attachment & { bytes: Buffer })[] {
  return files.map(({ kind, bytes }) => ({ id: randomUUID(), kind, size: bytes.length, bytes }))
}

/** Seals and keeps the files of a transmission. Inside `asCollectivite`. */
export async function keepAttachments(
  tx: Db,
  dataKey: Buffer,
  siret: string,
  submissionId: string,
  files: (Attachment & { bytes: Buffer })[],
): Promise<void> {
  if (files.length === 0) return
  const rows = files.map(({ id, bytes }) => {
    const envelope = seal(dataKey, bytes, boundTo(siret, submissionId, id))
    return { id, siret, submissionId, envelope }
  })
  await tx.insert(attachments).values(rows)
}

/** The numbers of a transmission's files that are not erased yet. */
export async function keptAttachments(
  db: Db,
  siret: string,
  submission: Pick<OpenedSubmission, 'id' | 'attachments'>,
): Promise<Set<string>> {
  if (submission.attachments.length === 0) return new Set()
  const rows = await asCollectivite(db, siret, (tx) =>
    tx.select({ id: attachments.id }).from(attachments).where(eq(attachments.submissionId, submission.id)),
  )
  return new Set(rows.map(({ id }) => id))
}

/** Opens one file for an agent, and writes who opened it; null when there is none of that number, or no longer. */
export function openAttachment(
  { db, keyring, audit, now }: Safe,
  siret: string,
  { reference, id, actor }: { reference: string; id: string; actor: Actor },
): Promise<AcceptedFile | null> {
  return asCollectivite(db, siret, async (tx) => {
    const [head, dataKey, [row]] = await Promise.all([
      audit.lockHead(tx, siret),
      readDataKey(tx, keyring, siret),
      tx
        .select({ submission: submissions, envelope: attachments.envelope })
        .from(attachments)
        .innerJoin(submissions, eq(submissions.id, attachments.submissionId))
        .where(and(eq(attachments.id, id), eq(submissions.reference, reference))),
    ])
    if (!row) return null
    const { submission, envelope } = row
    const content = openContent(dataKey, siret, submission.id, submission.envelope)
    const known = content.attachments.find((attachment) => attachment.id === id)
    if (!known) return null
    await audit.append(tx, siret, head, {
      actor,
      action: 'pièce jointe',
      references: [reference],
      at: now(),
    })
    return { kind: known.kind, bytes: unseal(dataKey, envelope, boundTo(siret, submission.id, id)) }
  })
}

function boundTo(siret: string, submissionId: string, id: string): string {
  return `attachment:${siret}:${submissionId}:${id}`
}
