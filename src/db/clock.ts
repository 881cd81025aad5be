import { sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { DatabaseUnavailableError } from '#src/db/unavailable.js'
import { describeError, type Log } from '#src/log.js'

const TOLERATED_MILLISECONDS = 5 * 60_000
const SET_MILLISECONDS = 60_000

/** The clock of this process, beside the database's. */
export type Clock = {
  /**
   * Asks the database again only when the clock was set since.
   * @throws {DatabaseUnavailableError} when they are more than five minutes apart
   */
  check(): Promise<void>
}

/**
 * Asks the database for its time and compares it with that of the process: a clock that is 40 days ahead would erase
 * what residents sent, and one that stands at 1970 would date it so.
 * @throws {DatabaseUnavailableError} when they are more than five minutes apart
 */
export async function checkClock(db: Db): Promise<void> {
  const [row] = rowsOf<{ now: number }>(
    await db.execute(sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`),
  )
  const apart = Math.abs(Number(row?.now) - Date.now())
  if (!(apart <= TOLERATED_MILLISECONDS)) throw new DatabaseUnavailableError('CLOCK_DISAGREES')
}

/** Says in the log when they begin to disagree, and when they agree again. */
export function createClock(db: Db, log: Log): Clock {
  // What the clock shows beyond the time that has passed: it changes when the clock is set, and at no other time.
  let agreed: number | null = null
  let isTold = false
  return {
    async check() {
      const shown = Date.now() - performance.now()
      if (agreed !== null && Math.abs(shown - agreed) < SET_MILLISECONDS) return
      agreed = null
      try {
        await checkClock(db)
      } catch (error) {
        if (!isTold) log.error('clock not agreed', describeError(error))
        isTold = true
        throw error
      }
      if (isTold) log.info('clock agreed again')
      isTold = false
      agreed = shown
    },
  }
}

/** The same works, by what is logged when they fail; each is left undone while the clocks disagree. */
export function onTime<Works extends Record<string, () => Promise<unknown>>>(db: Db, works: Works): Works {
  const checked = Object.entries(works).map(([failure, work]) => [
    failure,
    async () => {
      await checkClock(db)
      return work()
    },
  ])
  return Object.fromEntries(checked)
}
