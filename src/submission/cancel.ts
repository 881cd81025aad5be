import { and, eq, isNull } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import { countAct } from '#src/statistics/count-acts.js'
import { eraseSubmission } from '#src/submission/erase.js'
import type { Safe } from '#src/submission/safe.js'
import { noteCancelled } from '#src/submission/sent-transmissions.js'

/** `too-late`: an agent opened it. `not-kept`: taken back already, or its retention is over. */
export type Cancellation = 'cancelled' | 'too-late' | 'not-kept'

/**
 * Takes a transmission back while no agent has opened it: its content is erased at once, the trace of its sending
 * stays and says so. The caller knows that it is the resident's own.
 */
export function cancelSubmission(
  { db, keyring, audit, now }: Safe,
  siret: string,
  { reference, sub }: { reference: string; sub: string | null },
): Promise<Cancellation> {
  return asCollectivite(db, siret, async (tx) => {
    // Held to the end, as by who opens: either she takes it back, or an agent has opened it.
    const head = await audit.lockHead(tx, siret)
    const unopened = and(eq(submissions.reference, reference), isNull(submissions.openedAt))
    if (!(await eraseSubmission(tx, keyring, siret, unopened))) {
      const kept = await tx.$count(submissions, eq(submissions.reference, reference))
      return kept > 0 ? 'too-late' : 'not-kept'
    }
    const at = now()
    await audit.append(tx, siret, head, {
      actor: 'usager',
      action: 'annulation',
      references: [reference],
      at,
    })
    if (sub) await noteCancelled(tx, keyring, sub, reference, at)
    await countAct(tx, siret, 'cancellations', at)
    return 'cancelled'
  })
}
