import type { Db } from '#src/db/database.js'
import type { CallBudget } from '#src/external/api-particulier/client.js'
import { createLimiter, type Limit, type OnHit } from '#src/limits/limiter.js'

/**
 * API Particulier bans for 12 hours the address that passes 1,000 calls a minute. Sixteen windows of four seconds touch
 * any minute: 56 calls in each keep the calls of all processes at 896 in the worst minute, 840 in the others.
 * https://particulier.api.gouv.fr/developpeurs#limitations
 */
const CALLS: Limit = { name: 'api-particulier', points: 56, seconds: 4 }
const KEY = 'calls'
const HOLD_AT_MOST = 3_600_000

/** The calls to API Particulier that all processes together may still make. A hold lasts an hour at most. */
export function createCallBudget(db: Db, onHit?: OnHit): CallBudget {
  const limiter = createLimiter(db, CALLS, onHit)
  return {
    take: () => limiter.take(KEY),
    hold: (milliseconds) => limiter.hold(KEY, Math.min(milliseconds, HOLD_AT_MOST)),
  }
}
