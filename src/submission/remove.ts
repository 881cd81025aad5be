import { eq } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import { readDataKey } from '#src/submission/data-key.js'
import { hasReference } from '#src/submission/filter.js'
import { relinkSuccessors } from '#src/submission/relink.js'
import type { Safe } from '#src/submission/safe.js'

/**
 * Erases a transmission for good; the trace says who did. The caller has asked the agent twice.
 * @returns false when there was none of that reference
 */
export function removeSubmission(
  { db, keyring, audit, now }: Safe,
  siret: string,
  { reference, actor }: { reference: string; actor: Actor },
): Promise<boolean> {
  return asCollectivite(db, siret, async (tx) => {
    const [head, dataKey, [row]] = await Promise.all([
      audit.lockHead(tx, siret),
      readDataKey(tx, keyring, siret),
      tx
        .select({ id: submissions.id, previousId: submissions.previousId })
        .from(submissions)
        .where(hasReference([reference])),
    ])
    if (!row) return false
    await relinkSuccessors(tx, dataKey, siret, row)
    await tx.delete(submissions).where(eq(submissions.id, row.id))
    await audit.append(tx, siret, head, { actor, action: 'suppression', references: [reference], at: now() })
    return true
  })
}
