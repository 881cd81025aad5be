import { eq } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { hubeeFolders } from '#src/db/schema.js'
import type { CaseStatus } from '#src/delivery/hubee/case-status.js'
import type { FolderRow } from '#src/delivery/hubee/hold-folder.js'

/** Where a transmission stands at HubEE. */
export type FolderLife =
  | { kind: 'completed'; at: Date; status: CaseStatus | null; statusAt: Date | null }
  | { kind: 'failed'; at: Date; code: string }
  /** Until the subscription is active. */
  | { kind: 'waiting-for-subscription' }
  | { kind: 'waiting'; nextAt: Date; code: string }
  | { kind: 'leaving' }

/** By its reference; null for one that is not handed over there. */
export function findFolderLife(db: Db, siret: string, reference: string): Promise<FolderLife | null> {
  return asCollectivite(db, siret, async (tx) => {
    const [row] = await tx.select().from(hubeeFolders).where(eq(hubeeFolders.reference, reference))
    return row ? lifeOf(row) : null
  })
}

function lifeOf({ completedAt, failedAt, nextAttemptAt, lastCode, status, statusAt }: FolderRow): FolderLife {
  const code = lastCode ?? 'UNKNOWN'
  if (completedAt) return { kind: 'completed', at: completedAt, status, statusAt }
  if (failedAt) return { kind: 'failed', at: failedAt, code }
  if (nextAttemptAt) return { kind: 'waiting', nextAt: nextAttemptAt, code }
  return code === 'HUBEE_NOT_SUBSCRIBED' ? { kind: 'waiting-for-subscription' } : { kind: 'leaving' }
}
