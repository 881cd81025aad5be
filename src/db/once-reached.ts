import { setTimeout as wait } from 'node:timers/promises'

const PAUSE_MILLISECONDS = 1000

/**
 * What a process needs of the database before it begins, asked for again each second until it is had.
 * @param onFailure is told of each failure; throws those that waiting does not mend
 */
export async function onceReached<T>(ask: () => Promise<T>, onFailure: (error: unknown) => void): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      onFailure(error)
      await wait(PAUSE_MILLISECONDS)
    }
  }
}
