import { DatabaseUnavailableError } from '#src/db/unavailable.js'

/** Gives a turn to so many at a time, in the order in which they came. */
export type Turns = {
  /**
   * @returns ends the turn; again it does nothing
   * @throws {DatabaseUnavailableError} when none came free in these milliseconds
   */
  take(milliseconds: number): Promise<() => void>
  /** How many wait for one. */
  waiting(): number
}

export function createTurns(atATime: number): Turns {
  let free = atATime
  const waiting: (() => void)[] = []

  const start = () => {
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
  return {
    waiting: () => waiting.length,
    take(milliseconds) {
      if (free > 0) {
        free--
        return Promise.resolve(start())
      }
      return new Promise((resolve, reject) => {
        const go = () => {
          clearTimeout(timer)
          resolve(start())
        }
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(go), 1)
          reject(new DatabaseUnavailableError('DATABASE_ALL_BUSY'))
        }, milliseconds)
        waiting.push(go)
      })
    },
  }
}
