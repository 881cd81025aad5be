import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { masterKeys } from '#src/db/schema.js'
import type { Keyring } from '#src/submission/keyring.js'

/** Thrown before anything is sealed under a master key whose id belongs to another one. */
class WrongMasterKeyError extends Error {
  override name = 'WrongMasterKeyError'
  readonly code = 'WRONG_MASTER_KEY'
}

/**
 * In the transaction that seals something for long under the current master key: it is in use, also when it was retired
 * meanwhile, because this process still has the configuration of before. Until the transaction ends nobody retires it.
 * @throws {WrongMasterKeyError}
 */
export async function holdInUse(tx: Db, keyring: Keyring): Promise<void> {
  const held = await inUse(tx, keyring).for('share')
  if (held.length === 0) await takeIntoUse(tx, keyring)
}

/** The same without holding it, for what lives no longer than a retired key is still demanded. */
export async function noteInUse(tx: Db, keyring: Keyring): Promise<void> {
  const noted = await inUse(tx, keyring)
  if (noted.length === 0) await takeIntoUse(tx, keyring)
}

function inUse(tx: Db, { masterKeys: [current] }: Keyring) {
  const { id, proof, retiredAt } = masterKeys
  return tx
    .select({ id })
    .from(masterKeys)
    .where(and(eq(id, current.id), eq(proof, current.proof), isNull(retiredAt)))
}

async function takeIntoUse(tx: Db, { masterKeys: [current] }: Keyring): Promise<void> {
  const { id, proof } = masterKeys
  const taken = await tx
    .insert(masterKeys)
    .values(current)
    .onConflictDoUpdate({ target: id, set: { retiredAt: null }, setWhere: eq(proof, current.proof) })
    .returning({ id })
  if (taken.length === 0) throw new WrongMasterKeyError(`The master key ${current.id} has another value`)
}
