import { eq } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { hubeeCases, hubeeFolders } from '#src/db/schema.js'
import type { Begun, Memory } from '#src/delivery/hubee/hand-over.js'
import { type FolderRow, isThisAttempt } from '#src/delivery/hubee/hold-folder.js'

/** What is kept of a folder between attempts, as long as this attempt is the last that was begun. */
export function memoryOf(db: Db, held: FolderRow): Memory {
  const { siret, folderId, caseId } = held
  const memory: Memory = {
    begun: folderId && caseId ? { id: folderId, caseId } : null,
    async keep(begun) {
      const isKept = await asCollectivite(db, siret, async (tx) => {
        const { folderId, caseId } = idsOf(begun)
        const kept = await tx
          .update(hubeeFolders)
          .set({ folderId, caseId })
          .where(isThisAttempt(held))
          .returning({ id: hubeeFolders.id })
        if (kept.length === 0) return false
        if (memory.begun) await forgetCase(tx, memory.begun.caseId)
        if (caseId) await tx.insert(hubeeCases).values({ caseId, siret }).onConflictDoNothing()
        return true
      })
      if (isKept) memory.begun = begun
      return isKept
    },
  }
  return memory
}

function idsOf(begun: Begun | null) {
  return { folderId: begun?.id ?? null, caseId: begun?.caseId ?? null }
}

/** Nothing more is heard of it. */
export async function forgetCase(tx: Db, caseId: string): Promise<void> {
  await tx.delete(hubeeCases).where(eq(hubeeCases.caseId, caseId))
}
