import { parentPort } from 'node:worker_threads'
import { SealBrokenError } from '#src/seal.js'
import { csvRows } from '#src/spreadsheet/csv.js'
import { openBatch, type SealedBatch } from '#src/submission/open-batch.js'

/** Rows to open and to write; times in the collectivité's zone. */
export type CsvOrder = { batch: SealedBatch; timeZone: string }
/** Their lines in UTF-8. */
export type CsvAnswer = Uint8Array<ArrayBuffer> | 'seal broken'

const encoder = new TextEncoder()

// The program of the thread: it answers orders in the order in which they came.
parentPort?.on('message', (order: CsvOrder) => {
  const answer = write(order)
  parentPort?.postMessage(answer, typeof answer === 'string' ? [] : [answer.buffer])
})

function write({ batch, timeZone }: CsvOrder): CsvAnswer {
  try {
    return encoder.encode(csvRows(openBatch(batch), timeZone))
  } catch (error) {
    if (error instanceof SealBrokenError) return 'seal broken'
    throw error
  }
}
