import type { Worker } from 'node:worker_threads'
import { startThreadBeside } from '#src/program-beside.js'
import { SealBrokenError } from '#src/seal.js'
import type { CsvAnswer, CsvOrder } from '#src/spreadsheet/csv-thread.js'

export type CsvWriter = ReturnType<typeof createCsvWriter>

type Waiting = { resolve(lines: Uint8Array<ArrayBuffer>): void; reject(error: unknown): void }

/**
 * Opens and writes the rows of long files in a thread beside, so that a town that takes away its 100 000 rows does not
 * make residents wait. The thread begins with the first file and ends a minute after the last one.
 */
export function createCsvWriter({ idleMilliseconds = 60_000 } = {}) {
  let thread: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  const waiting: Waiting[] = []

  const begin = (): Worker => {
    const begun = startThreadBeside('spreadsheet/csv-thread')
    begun.unref()
    begun.on('message', (answer: CsvAnswer) => {
      const first = waiting.shift()
      if (answer === 'seal broken') first?.reject(new SealBrokenError('The envelope does not open'))
      else first?.resolve(answer)
      if (waiting.length === 0) idle = setTimeout(end, idleMilliseconds).unref()
    })
    const gone = (error: unknown) => {
      if (thread === begun) thread = null
      for (const { reject } of waiting.splice(0)) reject(error)
    }
    begun.on('error', gone)
    begun.on('exit', () => gone(new Error('The thread that writes files has ended')))
    return begun
  }

  async function end(): Promise<void> {
    const ending = thread
    thread = null
    clearTimeout(idle)
    await ending?.terminate()
  }

  return {
    /**
     * @returns the lines of the file, in UTF-8
     * @throws {SealBrokenError} when a row was not sealed for its collectivité
     */
    write(order: CsvOrder): Promise<Uint8Array<ArrayBuffer>> {
      clearTimeout(idle)
      thread ??= begin()
      const writer = thread
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        writer.postMessage(order)
      })
    },
    /** Ends the thread; files under way break off. */
    close: end,
  }
}
