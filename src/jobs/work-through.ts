import { setTimeout as wait } from 'node:timers/promises'
import type PgBoss from 'pg-boss'
import type { Clock } from '#src/db/clock.js'
import { isUnavailable } from '#src/db/unavailable.js'
import { describeError, type Log } from '#src/log.js'

// Milliseconds in which more hands come free, so that a crowd of jobs takes fewer questions to the database.
const GATHERING = 8

type Work = {
  queue: string
  /** Jobs in hand at the same time. */
  atOnce: number
  pollSeconds: number
  /** What it throws is kept as a code alone, and tried again; an object that it answers, as it is. */
  handle(data: unknown): Promise<unknown>
  onEnd?(outcome: 'done' | 'failed'): void
}

/**
 * Takes the jobs of a queue, each as soon as there is a hand for it: a slow one holds up itself and no other, and each
 * is written off by itself. The library's own loop takes and ends them by batches.
 * @returns ends the taking, and waits for the jobs in hand
 */
export function workThrough(
  boss: PgBoss,
  { log, clock }: { log: Log; clock: Clock },
  work: Work,
): () => Promise<void> {
  const { queue, atOnce, pollSeconds, handle, onEnd } = work
  const stop = new AbortController()
  const inHand = new Set<Promise<void>>()

  const doOne = async ({ id, data }: PgBoss.Job<object>) => {
    try {
      const report = await handle(data)
      await (typeof report === 'object' && report
        ? boss.complete(queue, id, report)
        : boss.complete(queue, id))
      onEnd?.('done')
    } catch (error) {
      onEnd?.('failed')
      const described = describeError(error)
      log.error('job failed', described)
      // The queue would keep all that an error holds. Should this fail too, the job comes again when its time is over.
      await boss
        .fail(queue, id, { code: described.errorCode ?? 'UNEXPECTED' })
        .catch((failure) => log.warn('queue not reached', describeError(failure)))
    }
  }
  // The loop outlives whatever goes wrong: nobody would start it again.
  const none = (error: unknown) => {
    // Of these the clock and the queue have told.
    if (!isUnavailable(error)) log.warn('no job taken', describeError(error))
    return 0
  }
  const takeSome = async (): Promise<number> => {
    await clock.check()
    const jobs = await boss.fetch<object>(queue, { batchSize: atOnce - inHand.size })
    for (const job of jobs) {
      const done = doOne(job).finally(() => inHand.delete(done))
      inHand.add(done)
    }
    return jobs.length
  }
  const loop = async () => {
    while (!stop.signal.aborted) {
      if (inHand.size >= atOnce) {
        await Promise.race(inHand)
        await wait(GATHERING)
      } else if ((await takeSome().catch(none)) === 0)
        await wait(pollSeconds * 1000, null, { signal: stop.signal }).catch(() => {})
    }
  }
  const looping = loop()
  return async () => {
    stop.abort()
    await looping
    await Promise.all(inHand)
  }
}
