import type { Db } from '#src/db/database.js'
import { dailyKey } from '#src/limits/daily-key.js'
import { createLimiter, type Limit, type OnHit } from '#src/limits/limiter.js'
import { describeError, type Log } from '#src/log.js'

const GUESSES: Limit = { name: 'guess', points: 30, seconds: 600 }

/** What somebody may try to guess; each is counted apart. */
export type Guessed = 'link' | 'reference' | 'bearer' | 'signature'

/**
 * Counts wrong tokens of one network. The right one is never asked here, so that nobody who shows it is kept out by who
 * guesses beside her; that guessing is vain is up to the length of tokens.
 */
export type GuessLimit = {
  /** One was wrong: 0 when that is all there is to say, else the milliseconds until the next may be tried. */
  take(guessed: Guessed, network: string, requestId: string): Promise<number>
}

/**
 * @param secret under which networks are hashed, otherwise each day: the table holds none
 * @param watch told of each wrong token, and of each time that there were too many
 */
export function createGuessLimit(
  db: Db,
  secret: Buffer,
  log: Log,
  now: () => Date,
  watch: { onGuess?: (guessed: Guessed) => void; onHit?: OnHit } = {},
): GuessLimit {
  const keyOf = dailyKey(secret, now)
  const limiter = createLimiter(db, GUESSES, watch.onHit)
  return {
    // A wrong token is refused with or without its count.
    take(guessed, network, requestId) {
      watch.onGuess?.(guessed)
      return limiter.take(keyOf(guessed, network)).catch((error) => {
        log.warn('guess not counted', { requestId, ...describeError(error) })
        return 0
      })
    },
  }
}
