import type { Db } from '#src/db/database.js'
import { dataKeys } from '#src/db/schema.js'
import type { Keyring } from '#src/submission/keyring.js'

/** Thrown when the data key of a collectivité was erased, or never made. */
class NoDataKeyError extends Error {
  override name = 'NoDataKeyError'
  readonly code = 'NO_DATA_KEY'
}

/** Makes the data key of a collectivité that opens; keeps the one it has. Inside `asCollectivite`. */
export async function ensureDataKey(tx: Db, keyring: Keyring, siret: string): Promise<void> {
  const { wrapped } = keyring.createDataKey(siret)
  await tx.insert(dataKeys).values({ siret, wrapped }).onConflictDoNothing()
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
