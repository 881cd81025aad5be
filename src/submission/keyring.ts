import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { isKeyId } from '#src/config-keys.js'
import { SealBrokenError, seal, unseal } from '#src/seal.js'

/** A master key as the database knows it. */
export type MasterKey = { id: string; proof: Buffer }

/** Wraps and unwraps the data keys of collectivités under the master keys of the configuration. */
export type Keyring = {
  /** The current one first. */
  masterKeys: [MasterKey, ...MasterKey[]]
  /** A new data key, wrapped by the current master key for this SIRET. */
  createDataKey(siret: string): { wrapped: Buffer; dataKey: Buffer }
  /** @throws {SealBrokenError} when the master key named in the envelope is not in the configuration */
  unwrapDataKey(siret: string, wrapped: Buffer): Buffer
  /**
   * The same data key, wrapped by the current master key; null when it is already.
   * @throws {SealBrokenError} when it does not open, under the current one neither
   */
  rewrapDataKey(siret: string, wrapped: Buffer): Buffer | null
  /** A secret of 32 bytes for this purpose under each master key, the current one first. */
  deriveSecrets(purpose: string): Buffer[]
}

/** @param masterKeys the first one wraps, all of them unwrap */
export function createKeyring(
  masterKeys: [{ id: string; key: Buffer }, ...{ id: string; key: Buffer }[]],
): Keyring {
  const [current] = masterKeys
  const noted = masterKeys.map(({ id, key }) => ({ id, proof: proofOf(key) }))
  return {
    masterKeys: noted as [MasterKey, ...MasterKey[]],
    createDataKey(siret) {
      const dataKey = randomBytes(32)
      return { dataKey, wrapped: wrap(siret, dataKey) }
    },
    unwrapDataKey: unwrap,
    rewrapDataKey(siret, wrapped) {
      const dataKey = unwrap(siret, wrapped)
      return wrapperOf(wrapped) === current.id ? null : wrap(siret, dataKey)
    },
    deriveSecrets: (purpose) => masterKeys.map(({ key }) => derive(key, purpose)),
  }

  function wrap(siret: string, dataKey: Buffer): Buffer {
    const id = Buffer.from(current.id)
    return Buffer.concat([Buffer.of(id.length), id, seal(current.key, dataKey, boundTo(siret))])
  }

  function unwrap(siret: string, wrapped: Buffer): Buffer {
    const id = wrapperOf(wrapped)
    const master = masterKeys.find((candidate) => candidate.id === id)
    if (!master) throw new SealBrokenError(`No master key ${id} in ENCRYPTION_KEYS`)
    return unseal(master.key, wrapped.subarray(1 + (wrapped[0] ?? 0)), boundTo(siret))
  }
}

/** The id of the master key that an envelope says it is wrapped by; empty when it names none. */
export function wrapperOf(wrapped: Buffer): string {
  const id = wrapped.subarray(1, 1 + (wrapped[0] ?? 0)).toString()
  return isKeyId(id) ? id : ''
}

/** What shows that a key is the same as before, and nothing of the key. */
export function proofOf(key: Buffer): Buffer {
  return createHmac('sha256', derive(key, 'proof of this key')).update('collecte-qf').digest()
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', purpose, 32))
}

function boundTo(siret: string): string {
  return `data-key:${siret}`
}
