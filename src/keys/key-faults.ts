import { AUDIT_KEY } from '#src/config-keys.js'
import type { masterKeys } from '#src/db/schema.js'
import { demandedUntil } from '#src/keys/retirement.js'
import type { MasterKey } from '#src/submission/keyring.js'

/** What is wrong with a key in use, and what to do about it: nothing, or one line that holds no value. */
export function keyFaults(
  { id, proof, retiredAt }: typeof masterKeys.$inferSelect,
  given: MasterKey | undefined,
  now: Date,
): string[] {
  if (given?.proof.equals(proof)) return []
  const until = retiredAt && demandedUntil(retiredAt)
  if (!given && until && until <= now) return []
  if (id === AUDIT_KEY) return [OTHER_AUDIT_KEY]
  if (given) return [otherValue(id)]
  return [until ? missingRetired(id, until) : missing(id)]
}

const OTHER_AUDIT_KEY =
  'AUDIT_KEY is not the key under which the trace is written: put that one back, or, to change it, behind the new one (docs/keys.md)'

function otherValue(id: string): string {
  return `ENCRYPTION_KEYS holds another value under the id ${id} than the key in use: put the right one back; a new key takes a new id (docs/keys.md)`
}

function missing(id: string): string {
  return `ENCRYPTION_KEYS lacks the key ${id}, which is in use, and without which what it seals is lost: put it back behind the current one; after keys:rotate it is not needed for long (docs/keys.md)`
}

function missingRetired(id: string, until: Date): string {
  const day = until.toISOString().slice(0, 10)
  return `ENCRYPTION_KEYS lacks the key ${id}, needed until ${day} for what residents find again of their transmissions: put it back behind the current one, or give that up with keys:forget ${id} (docs/keys.md)`
}
