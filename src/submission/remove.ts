import type { Actor } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import { hasReference } from '#src/submission/filter.js'
import type { Safe } from '#src/submission/safe.js'

/**
 * Erases a transmission for good; the trace says who did. The caller has asked the agent twice.
 * @returns false when there was none of that reference
 */
export function removeSubmission(
  { db, audit, now }: Safe,
  siret: string,
  { reference, actor }: { reference: string; actor: Actor },
): Promise<boolean> {
  return asCollectivite(db, siret, async (tx) => {
    const head = await audit.lockHead(tx, siret)
    const removed = await tx
      .delete(submissions)
      .where(hasReference([reference]))
      .returning({ id: submissions.id })
    if (removed.length === 0) return false
    await audit.append(tx, siret, head, { actor, action: 'suppression', references: [reference], at: now() })
    return true
  })
}
