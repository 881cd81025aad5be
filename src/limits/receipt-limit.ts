import { createHmac } from 'node:crypto'
import type { Db } from '#src/db/database.js'
import { createLimiter } from '#src/limits/limiter.js'

const OF_AN_ADDRESS = { name: 'receipt', points: 5, seconds: 24 * 3600 }

/** No address is sent more than five receipts a day, whoever asks for them. */
export type ReceiptLimit = {
  /** False when it would be one too many. In the transaction that sends the receipt. */
  take(tx: Db, email: string): Promise<boolean>
}

/** @param secret under which addresses are hashed: the table holds none */
export function createReceiptLimit(secret: Buffer): ReceiptLimit {
  return {
    async take(tx, email) {
      const key = createHmac('sha256', secret).update(email).digest('hex')
      return (await createLimiter(tx, OF_AN_ADDRESS).take(key)) === 0
    },
  }
}
