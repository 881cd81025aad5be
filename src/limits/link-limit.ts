import { createHmac } from 'node:crypto'
import type { Db } from '#src/db/database.js'
import { createLimiter } from '#src/limits/limiter.js'

const LINKS = { name: 'link', points: 5, seconds: 24 * 3600 }

/** The address was sent its links of the day; what was about to send one more rolls back. */
class TooManyLinksError extends Error {
  override name = 'TooManyLinksError'
}

/** No address is sent more than five links a day, whoever invites it. */
export type LinkLimit = {
  /** Inside the transaction that sends the link, which rolls back when it is one too many: `orTooOften` tells. */
  take(tx: Db, email: string): Promise<void>
}

/** @param secret under which addresses are hashed: the table holds none */
export function createLinkLimit(secret: Buffer): LinkLimit {
  return {
    async take(tx, email) {
      const key = createHmac('sha256', secret).update(email).digest('hex')
      if ((await createLimiter(tx, LINKS).take(key)) > 0) throw new TooManyLinksError()
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
