import { eq } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { CASE_STATUSES, hubeeCases, hubeeFolders } from '#src/db/schema.js'
import { forgetCase } from '#src/delivery/hubee/folder-memory.js'
import { noteCompleted } from '#src/delivery/hubee/note-completed.js'
import type { CaseEvent } from '#src/external/hubee/cases.js'
import type { Safe } from '#src/submission/safe.js'

export type CaseStatus = (typeof CASE_STATUSES)[number]
/** The folder of a case that its agent has ended, and how. */
export type ClosedBy = { folderId: string; by: 'DONE' | 'REFUSED' }
type Case = { siret: string; caseId: string }

/** To whom a case belongs; null for one that is closed, or was never ours. */
export async function siretOfCase(db: Db, caseId: string): Promise<string | null> {
  const [row] = await db.select().from(hubeeCases).where(eq(hubeeCases.caseId, caseId))
  return row?.siret ?? null
}

/**
 * Notes what an agent said, and so that she has it, unless she said something later, or something final.
 * @returns what is to be closed, if it is ended and not closed yet
 */
export function noteStatus(
  safe: Safe,
  { siret, caseId }: Case,
  { newStatus, at }: Pick<CaseEvent, 'newStatus' | 'at'>,
): Promise<ClosedBy | null> {
  return asCollectivite(safe.db, siret, async (tx) => {
    await safe.audit.lockHead(tx, siret)
    const [row] = await tx.select().from(hubeeFolders).where(eq(hubeeFolders.caseId, caseId))
    if (!row) return null
    await noteCompleted(safe, tx, row, safe.now())
    const said = CASE_STATUSES.find((status) => status === newStatus)
    const statusAt = at ?? safe.now()
    const isNews = said && !isFinal(row.status) && (isFinal(said) || statusAt >= (row.statusAt ?? statusAt))
    if (isNews)
      await tx.update(hubeeFolders).set({ status: said, statusAt }).where(eq(hubeeFolders.id, row.id))
    const by = isNews ? said : row.status
    return isFinal(by) && row.folderId ? { folderId: row.folderId, by } : null
  })
}

/** It is closed at HubEE: its ids there are forgotten, and what is still told of it. */
export function markClosed({ db, now }: Safe, { siret, caseId }: Case): Promise<void> {
  return asCollectivite(db, siret, async (tx) => {
    await tx
      .update(hubeeFolders)
      .set({ closedAt: now(), folderId: null, caseId: null })
      .where(eq(hubeeFolders.caseId, caseId))
    await forgetCase(tx, caseId)
  })
}

function isFinal(status: CaseStatus | null): status is ClosedBy['by'] {
  return status === 'DONE' || status === 'REFUSED'
}
