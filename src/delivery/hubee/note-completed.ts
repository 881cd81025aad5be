import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { collectivites, hubeeFolders } from '#src/db/schema.js'
import type { FolderRow } from '#src/delivery/hubee/hold-folder.js'
import { markExported } from '#src/submission/open-submissions.js'
import type { Safe } from '#src/submission/safe.js'

/**
 * Notes, once, that the collectivité has it: by who handed it over, or by the first news of it, should whoever did have
 * died before. Inside `asCollectivite`, with the trace held.
 * @returns whether it was not noted before
 */
export async function noteCompleted(
  { audit }: Safe,
  tx: Db,
  { id, siret, reference }: FolderRow,
  at: Date,
): Promise<boolean> {
  const isFirst = and(eq(hubeeFolders.id, id), isNull(hubeeFolders.completedAt))
  const noted = await tx
    .update(hubeeFolders)
    .set({ completedAt: at, failedAt: null, heldUntil: null, nextAttemptAt: null, lastCode: null })
    .where(isFirst)
    .returning({ id: hubeeFolders.id })
  if (noted.length === 0) return false
  const head = await audit.lockHead(tx, siret)
  const references = [reference]
  await audit.append(tx, siret, head, { actor: 'service', action: 'remise à HubEE', references, at })
  await markExported(tx, references, at)
  await tx
    .update(collectivites)
    .set({ hubeeFailedAt: null })
    .where(and(eq(collectivites.siret, siret), isNotNull(collectivites.hubeeFailedAt)))
  return true
}
