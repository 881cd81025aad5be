import type { Db } from '#src/db/database.js'
import { dailyKey } from '#src/limits/daily-key.js'
import { createLimiter, type Limit, type OnHit } from '#src/limits/limiter.js'

// A France services desk sends for several families in a row; a robot sends for thousands.
const OF_A_NETWORK_HERE: Limit = { name: 'attestation', points: 20, seconds: 600 }
const OF_A_NETWORK: Limit = { name: 'attestation-network', points: 60, seconds: 3600 }
// Counted by what is stored: by what is posted, anybody could lock a village out with empty forms.
const OF_A_COLLECTIVITE: Limit = { name: 'attestations', points: 300, seconds: 24 * 3600 }
const OF_A_PERSON: Limit = { name: 'attestation-person', points: 20, seconds: 600 }

/** How often attestations may be posted and sent. Each answers 0 when it may be, else the milliseconds until then. */
export type AttestationLimit = {
  /** A form without FranceConnect was posted, right or wrong: before its files are read. @param network `networkOf` */
  takeForm(network: string, siret: string): Promise<number>
  /** One without FranceConnect is about to be stored. */
  takeSending(siret: string): Promise<number>
  /** A form with files was posted under FranceConnect. @param mark what tells the person or her session from others */
  takeIdentified(mark: string): Promise<number>
}

/** @param secret under which networks and marks are hashed, otherwise each day: the table holds none */
export function createAttestationLimit(
  db: Db,
  secret: Buffer,
  now: () => Date,
  onHit?: OnHit,
): AttestationLimit {
  const keyOf = dailyKey(secret, now)
  const limiter = (limit: Limit) => createLimiter(db, limit, onHit)
  const [ofNetworkHere, ofNetwork] = [limiter(OF_A_NETWORK_HERE), limiter(OF_A_NETWORK)]
  const [ofCollectivite, ofPerson] = [limiter(OF_A_COLLECTIVITE), limiter(OF_A_PERSON)]
  return {
    async takeForm(network, siret) {
      return (await ofNetworkHere.take(keyOf(siret, network))) || (await ofNetwork.take(keyOf(network)))
    },
    takeSending: (siret) => ofCollectivite.take(siret),
    takeIdentified: (mark) => ofPerson.take(keyOf('identified', mark)),
  }
}
