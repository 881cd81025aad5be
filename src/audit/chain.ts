import { createHmac } from 'node:crypto'

/** The last link of a chain: its number, 0 before the first one, and its MAC. */
export type Head = { seq: number; mac: Buffer }
/** Before the first link. */
export const NO_LINK: Head = { seq: 0, mac: Buffer.alloc(0) }

/** The MAC of the link that follows `previous` and says `written`: whoever has not the key can make no other. */
export function macOf(key: Buffer, previous: Buffer, written: string): Buffer {
  return createHmac('sha256', key).update(previous).update(written).digest()
}

/** What proves that the chain of this name was cut behind this link by who has the key, and not by somebody else. */
export function proofOf(key: Buffer, name: string, { seq, mac }: Head): Buffer {
  const cut = JSON.stringify(['cut', name, seq, mac.toString('hex')])
  return createHmac('sha256', key).update(cut).digest()
}
