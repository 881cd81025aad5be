import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Thrown when an envelope does not open: another key, another owner, or changed bytes. */
export class SealBrokenError extends Error {
  override name = 'SealBrokenError'
  readonly code = 'SEAL_BROKEN'
}

/**
 * Seals bytes with AES-256-GCM.
 * @param key 32 bytes
 * @param boundTo what the envelope belongs to; it opens for nothing else
 * @returns version (1 byte), nonce (12), ciphertext, tag (16)
 */
export function seal(key: Buffer, plain: Buffer, boundTo: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo))
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** @throws {SealBrokenError} when the envelope was not sealed with this key for `boundTo` */
export function unseal(key: Uint8Array, envelope: Uint8Array, boundTo: string): Buffer {
  if (envelope[0] !== VERSION || envelope.length < 1 + NONCE_BYTES + TAG_BYTES)
    throw new SealBrokenError('Not an envelope')
  const nonce = envelope.subarray(1, 1 + NONCE_BYTES)
  const tag = envelope.subarray(-TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(tag)
  try {
    const plain = decipher.update(envelope.subarray(1 + NONCE_BYTES, -TAG_BYTES))
    // Of this mode the end adds no byte; it is where a wrong tag is seen.
    decipher.final()
    return plain
  } catch (cause) {
    throw new SealBrokenError('The envelope does not open', { cause })
  }
}

/**
 * Unseals with the one of these keys that sealed it.
 * @returns also its place among them
 * @throws {SealBrokenError} when none did
 */
export function unsealWithAny(
  keys: Buffer[],
  envelope: Buffer,
  boundTo: string,
): { plain: Buffer; place: number } {
  for (const [place, key] of keys.entries()) {
    try {
      return { plain: unseal(key, envelope, boundTo), place }
    } catch (error) {
      if (!(error instanceof SealBrokenError)) throw error
    }
  }
  throw new SealBrokenError('The envelope opens under none of these keys')
}
