import { setTimeout as wait } from 'node:timers/promises'

/** Asks a service, as its host does, whether it lives and whether it is ready. */
export type Probe = {
  /** Answers of `/healthz` other than 200 from a process that was there, and the longest it took. */
  lapses: string[]
  slowest(): number
  /** @returns milliseconds from now until `/readyz` is 200 */
  untilReady(patienceMilliseconds: number): Promise<number>
  isReady(): Promise<boolean>
  close(): Promise<void>
}

const ASKS_EVERY_MILLISECONDS = 250
const PATIENCE_MILLISECONDS = 5_000

export function probe(url: string): Probe {
  const lapses: string[] = []
  let slowest = 0
  let isOver = false
  const ask = async (path: string): Promise<number | 'nobody' | 'too late'> => {
    try {
      const response = await fetch(url + path, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) })
      await response.text()
      return response.status
    } catch (error) {
      return (error as Error).name === 'TimeoutError' ? 'too late' : 'nobody'
    }
  }
  const isReady = async () => (await ask('/readyz')) === 200
  const asking = (async () => {
    while (!isOver) {
      const started = performance.now()
      const answer = await ask('/healthz')
      if (answer !== 'nobody') slowest = Math.max(slowest, performance.now() - started)
      if (answer !== 200 && answer !== 'nobody') lapses.push(`/healthz: ${answer}`)
      await wait(ASKS_EVERY_MILLISECONDS)
    }
  })()
  return {
    lapses,
    slowest: () => slowest,
    isReady,
    async untilReady(patienceMilliseconds) {
      const started = performance.now()
      while (!(await isReady())) {
        if (performance.now() - started > patienceMilliseconds) throw new Error('It is not ready again')
        await wait(50)
      }
      return performance.now() - started
    },
    async close() {
      isOver = true
      await asking
    },
  }
}
