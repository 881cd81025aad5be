import { createHmac } from 'node:crypto'

/** The last link of a chain: its number, 0 before the first one, and its MAC. */
export type Head = { seq: number; mac: Buffer }
/** Before the first link. */
export const NO_LINK: Head = { seq: 0, mac: Buffer.alloc(0) }

/** The MAC of the link that follows `previous` and says `written`: whoever has not the key can make no other. */
export function macOf(key: Buffer, previous: Buffer, written: string): Buffer {
  return createHmac('sha256', key).update(previous).update(written).digest()
}
