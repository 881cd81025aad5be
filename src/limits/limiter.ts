import { lte, type SQL, sql } from 'drizzle-orm'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Db } from '#src/db/database.js'
import { rateLimits } from '#src/db/schema.js'

export type LimitName =
  | 'sign-in'
  | 'sign-ins'
  | 'agent-sign-in'
  | 'attestation'
  | 'attestation-network'
  | 'attestations'
  | 'attestation-person'
  | 'refresh'
  | 'api-particulier'
  | 'link'
  | 'links'
  | 'receipt'
  | 'receipt-network'
  | 'receipts'
  | 'guess'
export type Limit = { name: LimitName; points: number; seconds: number }
/** Told each time that a limit has nothing left to give. */
export type OnHit = (limit: LimitName) => void

/** Counts in PostgreSQL, so that all processes share one count. */
export type Limiter = {
  /** Takes one point of `key`: 0 when it was free, else the milliseconds until the next ones. */
  take(key: string): Promise<number>
  /** Forgets what was taken of `key`. */
  clear(key: string): Promise<void>
  /** Lets nobody take a point of `key` for so many milliseconds; a longer hold stays. */
  hold(key: string, milliseconds: number): Promise<void>
}

/** At most `points` in each window of `seconds`; a window starts with its first point. */
export function createLimiter(db: Db, { name, points, seconds }: Limit, onHit: OnHit = () => {}): Limiter {
  const limiter = new RateLimiterPostgres({
    storeClient: { query: ({ text, values }: Statement) => query(db, text, values) },
    storeType: 'client',
    tableName: 'rate_limits',
    // Made by our migrations; what is over is removed with the expired sessions.
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    points,
    duration: seconds,
  })
  return {
    async take(key) {
      try {
        await limiter.consume(key)
        return 0
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        onHit(name)
        return Math.max(1, refusal.msBeforeNext)
      }
    },
    async clear(key) {
      await limiter.delete(key)
    },
    async hold(key, milliseconds) {
      const held = await limiter.get(key)
      const isHeldLonger = held !== null && held.remainingPoints <= 0 && held.msBeforeNext >= milliseconds
      // The library takes zero for ever.
      if (milliseconds > 0 && !isHeldLonger) await limiter.block(key, milliseconds / 1000)
    },
  }
}

/** Removes the counts of windows that are over. */
export async function removeExpiredCounts(db: Db, now: Date): Promise<void> {
  await db.delete(rateLimits).where(lte(rateLimits.expire, now.getTime()))
}

type Statement = { text: string; values: (string | number)[] }

// The library writes `$1`; through drizzle it reaches both databases in the same way.
async function query(db: Db, text: string, values: Statement['values']) {
  const pieces = text.split(/\$(\d+)/).map((piece, at): SQL => {
    return at % 2 === 0 ? sql.raw(piece) : sql`${values[Number(piece) - 1]}`
  })
  const result: unknown = await db.execute(sql.join(pieces))
  const rows = Array.isArray(result) ? [...result] : (result as { rows: object[] }).rows
  return { rows, rowCount: rows.length }
}
