import { seal, unsealWithAny } from '#src/seal.js'
import type { Keyring } from '#src/submission/keyring.js'

const PURPOSE = 'datapass-event'

/** What was received, with its names and addresses, sealed under the current master key. */
export function sealPayload(keyring: Keyring, modelId: number, body: string): Buffer {
  const [current = Buffer.alloc(0)] = keyring.deriveSecrets(PURPOSE)
  return seal(current, Buffer.from(body), boundTo(modelId))
}

/** @throws {SealBrokenError} when no master key of the configuration opens it */
export function openPayload(keyring: Keyring, modelId: number, envelope: Buffer): string {
  return open(keyring, modelId, envelope).plain.toString()
}

/**
 * The id of the master key that sealed it.
 * @throws {SealBrokenError} when it is none of the configuration
 */
export function sealerOf(keyring: Keyring, modelId: number, envelope: Buffer): string {
  return keyring.masterKeys[open(keyring, modelId, envelope).place]?.id ?? ''
}

function open(keyring: Keyring, modelId: number, envelope: Buffer) {
  return unsealWithAny(keyring.deriveSecrets(PURPOSE), envelope, boundTo(modelId))
}

function boundTo(modelId: number): string {
  return `${PURPOSE}:${modelId}`
}
