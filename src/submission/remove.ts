import type { Actor } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { eraseSubmission } from '#src/submission/erase.js'
import { hasReference } from '#src/submission/filter.js'
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
    const head = await audit.lockHead(tx, siret)
    if (!(await eraseSubmission(tx, keyring, siret, hasReference([reference])))) return false
    await audit.append(tx, siret, head, { actor, action: 'suppression', references: [reference], at: now() })
    return true
  })
}
