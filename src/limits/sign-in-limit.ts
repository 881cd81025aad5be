import type { Db } from '#src/db/database.js'
import { dailyKey } from '#src/limits/daily-key.js'
import type { Limit, OnHit } from '#src/limits/limiter.js'
import { takeInTurn } from '#src/limits/take-in-turn.js'

// A village behind one address: the town hall, a France services desk, a school on the evening of enrolment.
const OF_A_NETWORK: Limit = { name: 'sign-in', points: 30, seconds: 600 }
const OF_A_COLLECTIVITE: Limit = { name: 'sign-ins', points: 300, seconds: 600 }
// Apart: residents at the town hall's computer do not keep its secretary out.
const OF_AGENTS: Limit = { name: 'agent-sign-in', points: 30, seconds: 600 }

/**
 * How often one may leave for FranceConnect or ProConnect. Each answers 0 when it is time, else the milliseconds until
 * then; in one round trip.
 */
export type SignInLimit = {
  /** @param siret null for one who only looks at what she sent */
  takeResident(network: string, siret: string | null): Promise<number>
  /** Agents and operators. */
  takeAgent(network: string): Promise<number>
}

/** @param secret under which networks are hashed, otherwise each day: the table holds none */
export function createSignInLimit(db: Db, secret: Buffer, now: () => Date, onHit?: OnHit): SignInLimit {
  const keyOf = dailyKey(secret, now)
  return {
    // The network first: who has used up hers takes nothing from the others of the village.
    takeResident: (network, siret) =>
      takeInTurn(
        db,
        [
          { limit: OF_A_NETWORK, key: keyOf('sign-in', network) },
          ...(siret === null ? [] : [{ limit: OF_A_COLLECTIVITE, key: siret }]),
        ],
        onHit,
      ),
    takeAgent: (network) =>
      takeInTurn(db, [{ limit: OF_AGENTS, key: keyOf('agent sign-in', network) }], onHit),
  }
}
