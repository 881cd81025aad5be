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
  /** Whether `check` would ask nothing and throw nothing. */
  isAgreed(): boolean
  /**
   * The time, for all that is dated or ends.
   * @throws {DatabaseUnavailableError} when the clock was set since it last agreed, and not yet compared anew
   */
  now(): Date
}

/**
 * Asks the database for its time and compares it with that of the process: a clock that is 40 days ahead would erase
 * what residents sent, and one that stands at 1970 would date it so.
 * @throws {DatabaseUnavailableError} when they are more than five minutes apart
 */
async function checkClock(db: Db): Promise<void> {
  const [row] = rowsOf<{ now: number }>(
    await db.execute(sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`),
  )
  const apart = Math.abs(Number(row?.now) - Date.now())
  if (!(apart <= TOLERATED_MILLISECONDS)) throw new DatabaseUnavailableError('CLOCK_DISAGREES')
}

/** Says in the log when they begin to disagree, and when they agree again. */
export function createClock(db: Db, log: Log): Clock {
  // What the clock shows beyond the time that has passed: it changes when the clock is set, and at no other time.
  const shown = () => Date.now() - performance.now()
  let agreed: number | null = null
  let isDoubtful = false
  const wasSet = () => isDoubtful || (agreed !== null && Math.abs(shown() - agreed) >= SET_MILLISECONDS)
  const isAgreed = () => agreed !== null && !wasSet()
  return {
    isAgreed,
    async check() {
      if (isAgreed()) return
      try {
        await checkClock(db)
      } catch (error) {
        if (!isDoubtful) log.error('clock not agreed', describeError(error))
        isDoubtful = true
        throw error
      }
      if (isDoubtful) log.info('clock agreed again')
      isDoubtful = false
      agreed = shown()
    },
    // In the middle of something, too: a page or a job that began before the clock was set does not go on with it.
    now() {
      if (wasSet()) throw new DatabaseUnavailableError('CLOCK_DISAGREES')
      return new Date()
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
