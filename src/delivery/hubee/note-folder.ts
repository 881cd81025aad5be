import { and, eq, isNull } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { collectivites, hubeeFolders } from '#src/db/schema.js'
import { nextAttemptAt } from '#src/delivery/attempts.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { forgetCase } from '#src/delivery/hubee/folder-memory.js'
import { type FolderRow, type HeldFolder, isThisAttempt } from '#src/delivery/hubee/hold-folder.js'
import { noteCompleted } from '#src/delivery/hubee/note-completed.js'
import { markUnopened } from '#src/submission/open-submissions.js'

/**
 * `taken`: another process has it; `withdrawn`: nothing is left of it at HubEE; `closeAgain`: this attempt opened the
 * transmission, and nobody has it.
 */
export type FolderOutcome =
  | { kind: 'completed' | 'taken' | 'withdrawn' }
  | { kind: 'later'; code: string; closeAgain: boolean }

/** Notes what an attempt came to, and when the next one is due. */
export async function noteFolder(
  services: DeliveryServices,
  held: HeldFolder,
  outcome: FolderOutcome,
): Promise<void> {
  const { safe, log, metrics } = services
  const { siret, id } = held
  if (outcome.kind === 'taken') return
  const noted = await asCollectivite(safe.db, siret, async (tx) => {
    // Before any row, as who opens a transmission does.
    await safe.audit.lockHead(tx, siret)
    if (outcome.kind === 'later') return postpone(services, tx, held, outcome)
    if (outcome.kind === 'withdrawn') {
      await tx.delete(hubeeFolders).where(eq(hubeeFolders.id, id))
      if (held.caseId) await forgetCase(tx, held.caseId)
      return 'withdrawn'
    }
    return (await noteCompleted(safe, tx, held, services.now())) ? 'completed' : 'taken'
  })
  if (noted === 'completed') log.info('transmission handed over', { siret })
  if (noted !== 'withdrawn' && noted !== 'taken') metrics.count('qf_hubee_folders_total', { outcome: noted })
}

async function postpone(
  { jobs, now: clock }: DeliveryServices,
  tx: Db,
  held: HeldFolder,
  { code: lastCode, closeAgain }: Extract<FolderOutcome, { kind: 'later' }>,
): Promise<'later' | 'given-up'> {
  const { siret, id, reference, lastAttemptAt, dueSince, attempts } = held
  const now = clock()
  if (closeAgain && lastAttemptAt) await markUnopened(tx, [reference], lastAttemptAt)
  // It is not as active as we were told.
  if (lastCode === 'HUBEE_NOT_SUBSCRIBED') await jobs.send(tx, 'subscriptions', { subscriber: siret })
  const next = nextAttemptAt({ createdAt: dueSince, attempts }, now)
  if (!next) {
    await close(tx, held, { failedAt: now, lastCode })
    const isFirst = and(eq(collectivites.siret, siret), isNull(collectivites.hubeeFailedAt))
    await tx.update(collectivites).set({ hubeeFailedAt: now }).where(isFirst)
    return 'given-up'
  }
  await close(tx, held, { nextAttemptAt: next, lastCode })
  await jobs.send(tx, 'folders', { siret, folder: id }, (next.getTime() - now.getTime()) / 1000)
  return 'later'
}

type Closing = Partial<Pick<FolderRow, 'failedAt' | 'nextAttemptAt' | 'lastCode'>>

async function close(tx: Db, held: HeldFolder, dates: Closing): Promise<void> {
  await tx
    .update(hubeeFolders)
    .set({ heldUntil: null, nextAttemptAt: null, ...dates })
    .where(and(isThisAttempt(held), isNull(hubeeFolders.completedAt)))
}
