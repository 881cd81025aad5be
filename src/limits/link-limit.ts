import type { Db } from '#src/db/database.js'
import { dailyKey } from '#src/limits/daily-key.js'
import { createLimiter, type Limit, type OnHit } from '#src/limits/limiter.js'

const DAY = 24 * 3600
const OF_AN_ADDRESS: Limit = { name: 'link', points: 5, seconds: DAY }
// Else a stolen account sends mails of the State to any list.
const OF_A_COLLECTIVITE: Limit = { name: 'links', points: 50, seconds: DAY }

/** The address was sent its links of the day; what was about to send one more rolls back. */
class TooManyLinksError extends Error {
  override name = 'TooManyLinksError'
}

/** No address is sent more than five links a day, whoever invites it, and no collectivité sends more than fifty. */
export type LinkLimit = {
  /** Inside the transaction that sends the link, which rolls back when it is one too many: `orTooOften` tells. */
  take(tx: Db, siret: string, email: string): Promise<void>
}

/** @param secret under which addresses are hashed, otherwise each day: the table holds none */
export function createLinkLimit(secret: Buffer, now: () => Date, onHit?: OnHit): LinkLimit {
  const keyOf = dailyKey(secret, now)
  return {
    async take(tx, siret, email) {
      const waits = [
        await createLimiter(tx, OF_AN_ADDRESS, onHit).take(keyOf(email)),
        await createLimiter(tx, OF_A_COLLECTIVITE, onHit).take(siret),
      ]
      if (waits.some((wait) => wait > 0)) throw new TooManyLinksError()
    },
  }
}

/** What came of it, or that it rolled back because of the limit. */
export function orTooOften<T>(work: Promise<T>): Promise<T | 'too-often'> {
  return work.catch((error) => {
    if (error instanceof TooManyLinksError) return 'too-often'
    throw error
  })
}
