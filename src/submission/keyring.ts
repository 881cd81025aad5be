import { hkdfSync, randomBytes } from 'node:crypto'
import { SealBrokenError, seal, unseal } from '#src/seal.js'

/** Wraps and unwraps the data keys of collectivités under the master keys of the configuration. */
export type Keyring = {
  /** A new data key, wrapped by the current master key for this SIRET. */
  createDataKey(siret: string): { wrapped: Buffer; dataKey: Buffer }
  /** @throws {SealBrokenError} when the master key named in the envelope is not in the configuration */
  unwrapDataKey(siret: string, wrapped: Buffer): Buffer
  /** A secret of 32 bytes for this purpose under each master key, the current one first. */
  deriveSecrets(purpose: string): Buffer[]
}

/** @param masterKeys the first one wraps, all of them unwrap */
export function createKeyring(
  masterKeys: [{ id: string; key: Buffer }, ...{ id: string; key: Buffer }[]],
): Keyring {
  const [current] = masterKeys
  return {
    createDataKey(siret) {
      const dataKey = randomBytes(32)
      const id = Buffer.from(current.id)
      return {
        dataKey,
        wrapped: Buffer.concat([Buffer.of(id.length), id, seal(current.key, dataKey, boundTo(siret))]),
      }
    },
    unwrapDataKey(siret, wrapped) {
      const idEnds = 1 + (wrapped[0] ?? 0)
      const id = wrapped.subarray(1, idEnds).toString()
      const master = masterKeys.find((candidate) => candidate.id === id)
      if (!master) throw new SealBrokenError(`No master key ${id} in ENCRYPTION_KEYS`)
      return unseal(master.key, wrapped.subarray(idEnds), boundTo(siret))
    },
    deriveSecrets: (purpose) =>
      masterKeys.map(({ key }) => Buffer.from(hkdfSync('sha256', key, '', purpose, 32))),
  }
}

function boundTo(siret: string): string {
  return `data-key:${siret}`
}
