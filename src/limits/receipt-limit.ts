import type { Db } from '#src/db/database.js'
import { dailyKey } from '#src/limits/daily-key.js'
import { createLimiter, type Limit, type OnHit } from '#src/limits/limiter.js'

const DAY = 24 * 3600
const OF_AN_ADDRESS: Limit = { name: 'receipt', points: 5, seconds: DAY }
// Who is not identified could have any number of transmissions, and as many mails sent to strangers.
const OF_A_NETWORK: Limit = { name: 'receipt-network', points: 10, seconds: DAY }
const OF_A_COLLECTIVITE: Limit = { name: 'receipts', points: 50, seconds: DAY }

/** Who asks for a receipt, and where to; `network` from which, null under FranceConnect. */
export type AskedReceipt = { email: string; siret: string; network: string | null }
export type ReceiptLimit = {
  /**
   * No address is sent more than five receipts a day, whoever asks for them. Without FranceConnect one network has no
   * more than ten sent, and one collectivité fifty. In the transaction that sends the receipt.
   * @returns null, or of what it would be one too many
   */
  take(tx: Db, asked: AskedReceipt): Promise<'of-address' | 'of-network' | null>
}

/** @param secret under which addresses are hashed, otherwise each day: the table holds none */
export function createReceiptLimit(secret: Buffer, now: () => Date, onHit?: OnHit): ReceiptLimit {
  const keyOf = dailyKey(secret, now)
  return {
    async take(tx, { email, siret, network }) {
      if (await createLimiter(tx, OF_AN_ADDRESS, onHit).take(keyOf(mailboxOf(email)))) return 'of-address'
      if (network === null) return null
      const isTooMany =
        (await createLimiter(tx, OF_A_NETWORK, onHit).take(keyOf('network', network))) ||
        (await createLimiter(tx, OF_A_COLLECTIVITE, onHit).take(siret))
      return isTooMany ? 'of-network' : null
    },
  }
}

/** One mailbox has any number of addresses: what follows a plus is a note of its owner (RFC 5233). */
function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@')
  const [user = ''] = email.slice(0, at).split('+')
  return `${user}${email.slice(at)}`.toLowerCase()
}
