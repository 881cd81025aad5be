import type { Db } from '#src/db/database.js'
import { createLimiter, type Limit, type OnHit } from '#src/limits/limiter.js'

const REFRESHES: Limit = { name: 'refresh', points: 1, seconds: 24 * 3600 }

/** Past the answer that API Particulier keeps for a day, a person may ask once a day. */
export type RefreshLimit = {
  /** False when she did already. `person` is a keyed hash, never an identifier. */
  take(person: Buffer): Promise<boolean>
  /** It led to no answer: she may ask again. */
  giveBack(person: Buffer): Promise<void>
}

export function createRefreshLimit(db: Db, onHit?: OnHit): RefreshLimit {
  const limiter = createLimiter(db, REFRESHES, onHit)
  return {
    take: async (person) => (await limiter.take(person.toString('hex'))) === 0,
    giveBack: (person) => limiter.clear(person.toString('hex')),
  }
}
