import type { Db } from '#src/db/database.js'
import { limitsAt } from '#src/ends/limits.js'
import { forgetInCollectivites } from '#src/ends/of-collectivite.js'
import { forgetOperators, forgetReconciliations } from '#src/ends/of-operator.js'
import { describeError, type Log } from '#src/log.js'

/**
 * Forgets what is kept as long as the traces, and links and origins that are of no use any more. After the traces were
 * cut: whom a line names is known as long as that line. Each part by itself.
 */
export async function forgetEnded(services: { db: Db; log: Log; now: () => Date }): Promise<void> {
  const { db, log } = services
  const limits = limitsAt(services.now())
  const parts = {
    'ends of collectivités not found': () => forgetInCollectivites(services, limits),
    'reconciliations not forgotten': () => forgetReconciliations(db, limits),
    'operators not forgotten': () => forgetOperators(db, limits),
  }
  for (const [failure, forget] of Object.entries(parts))
    await forget().catch((error) => log.error(failure, describeError(error)))
}
