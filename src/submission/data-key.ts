import { eq } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { dataKeys } from '#src/db/schema.js'
import type { Keyring } from '#src/submission/keyring.js'
import { holdInUse } from '#src/submission/keys-in-use.js'

/** Thrown when the data key of a collectivité was erased, or never made. */
class NoDataKeyError extends Error {
  override name = 'NoDataKeyError'
  readonly code = 'NO_DATA_KEY'
}

/** Makes the data key of a collectivité that opens; keeps the one it has. Inside `asCollectivite`. */
export async function ensureDataKey(tx: Db, keyring: Keyring, siret: string): Promise<void> {
  const { wrapped } = keyring.createDataKey(siret)
  const made = await tx.insert(dataKeys).values({ siret, wrapped }).onConflictDoNothing().returning()
  if (made.length > 0) await holdInUse(tx, keyring)
}

/**
 * The data key of the collectivité. Inside `asCollectivite`.
 * @throws {NoDataKeyError}
 */
export async function readDataKey(tx: Db, keyring: Keyring, siret: string): Promise<Buffer> {
  const [row] = await tx.select({ wrapped: dataKeys.wrapped }).from(dataKeys)
  if (!row) throw new NoDataKeyError(`No data key for ${siret}`)
  return keyring.unwrapDataKey(siret, row.wrapped)
}

/**
 * Wraps the data key of the collectivité, if it has one, anew under the current master key. Inside `asCollectivite`.
 * @returns whether it was under another
 * @throws {SealBrokenError} when it cannot be unwrapped; it stays as it is
 */
export async function rewrapDataKey(tx: Db, keyring: Keyring, siret: string): Promise<boolean> {
  const read = () => tx.select({ wrapped: dataKeys.wrapped }).from(dataKeys)
  const anew = ([row]: { wrapped: Buffer }[]) => row && keyring.rewrapDataKey(siret, row.wrapped)
  // A row is held only where there is something to do.
  const wrapped = anew(await read()) && anew(await read().for('update'))
  if (!wrapped) return false
  await Promise.all([
    tx.update(dataKeys).set({ wrapped }).where(eq(dataKeys.siret, siret)),
    holdInUse(tx, keyring),
  ])
  return true
}
