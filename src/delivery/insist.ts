import { setTimeout as wait } from 'node:timers/promises'
import { describeError, type Log } from '#src/log.js'

/** What left and is not known to have left goes twice: a database that blinks is waited for. */
export async function insist(log: Log, work: () => Promise<void>): Promise<void> {
  for (const seconds of [1, 2, 4, 8]) {
    try {
      return await work()
    } catch (error) {
      log.warn('delivery not noted yet', describeError(error))
      await wait(seconds * 1000)
    }
  }
  return work()
}
