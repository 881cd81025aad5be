import { createHmac } from 'node:crypto'
import type { Db } from '#src/db/database.js'
import { createLimiter } from '#src/limits/limiter.js'

// A France services desk sends for several families in a row; a robot sends for thousands.
const OF_AN_ADDRESS = { name: 'attestation', points: 20, seconds: 600 }
const OF_A_COLLECTIVITE = { name: 'attestations', points: 300, seconds: 24 * 3600 }

/** How often a form without FranceConnect may be sent: from one network address, and to one collectivité. */
export type AttestationLimit = {
  /** 0 when it may be, else the milliseconds until the next one may. */
  take(address: string, siret: string): Promise<number>
}

/** @param secret under which addresses are hashed, otherwise each day: the table holds none */
export function createAttestationLimit(db: Db, secret: Buffer, now: () => Date): AttestationLimit {
  const [ofAddress, ofCollectivite] = [createLimiter(db, OF_AN_ADDRESS), createLimiter(db, OF_A_COLLECTIVITE)]
  return {
    async take(address, siret) {
      const day = now().toISOString().slice(0, 10)
      const key = createHmac('sha256', secret).update(`${day} ${siret} ${address}`).digest('hex')
      return (await ofAddress.take(key)) || (await ofCollectivite.take(siret))
    },
  }
}
