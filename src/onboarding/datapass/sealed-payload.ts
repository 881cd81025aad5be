import { seal, unseal } from '#src/seal.js'
import type { Keyring } from '#src/submission/keyring.js'

const PURPOSE = 'datapass-event'

/** What was received, with its names and addresses, sealed under the current master key. */
export function sealPayload(keyring: Keyring, modelId: number, body: string): Buffer {
  const [current = Buffer.alloc(0)] = keyring.deriveSecrets(PURPOSE)
  return seal(current, Buffer.from(body), `${PURPOSE}:${modelId}`)
}

/** @throws {SealBrokenError} when no master key of the configuration opens it */
export function openPayload(keyring: Keyring, modelId: number, envelope: Buffer): string {
  const secrets = keyring.deriveSecrets(PURPOSE)
  for (const [at, secret] of secrets.entries()) {
    try {
      return unseal(secret, envelope, `${PURPOSE}:${modelId}`).toString()
    } catch (error) {
      if (at === secrets.length - 1) throw error
    }
  }
  throw new Error('No master key')
}
