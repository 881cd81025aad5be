import { createHmac } from 'node:crypto'
import type { Keyring } from '#src/submission/keyring.js'

/** A resident as the list of what she sent knows her: a mark to find her rows, a key that opens them. */
export type Sender = { mark: Buffer; key: Buffer }

/**
 * The resident whom FranceConnect calls `sub`, under each master key, the current one first. Neither the `sub` nor
 * the key is kept anywhere: without her sign-in her rows cannot be read.
 */
export function sendersOf(keyring: Keyring, sub: string): [Sender, ...Sender[]] {
  const marks = keyring.deriveSecrets('sender mark')
  const keys = keyring.deriveSecrets('sender key')
  const hash = (secret: Buffer | undefined) =>
    createHmac('sha256', secret ?? '')
      .update(sub)
      .digest()
  return marks.map((secret, at) => ({ mark: hash(secret), key: hash(keys[at]) })) as [Sender, ...Sender[]]
}
