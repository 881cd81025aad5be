import { type Head, macOf, NO_LINK, proofOf } from '#src/audit/chain.js'
import type { Ends, Link } from '#src/audit/chains.js'

/** The keys under which a chain was written, the current one first. */
export type AuditKeys = readonly [Buffer, ...Buffer[]]

export type Walk = {
  /** The last link that was passed. */
  place: Head
  /** Passes a link; what is wrong with it, or null. What follows a fault is tried on its own. */
  pass(link: Link): 'REMOVED' | 'CHANGED' | null
}

/** Follows a chain from behind `start`, link by link. Any of the keys is good for a link: processes change them one by one. */
export function walkFrom(keys: AuditKeys, start: Head): Walk {
  let place = start
  return {
    get place() {
      return place
    },
    pass(link) {
      const before = place
      place = { seq: link.seq, mac: link.mac }
      // What stood before it is not known, so nothing can be said of it.
      if (link.seq !== before.seq + 1) return 'REMOVED'
      const written = link.writtenAs(link.seq)
      return keys.some((key) => macOf(key, before.mac, written).equals(link.mac)) ? null : 'CHANGED'
    },
  }
}

/** Where a chain begins: behind its checkpoint, or before its first link. `forged`: the key did not write that checkpoint. */
export function startOf(keys: AuditKeys, name: string, { cut }: Ends): Head | 'forged' {
  const { seq, mac, proof } = cut
  if (seq === null && mac === null && proof === null) return NO_LINK
  if (seq === null || mac === null || proof === null) return 'forged'
  return keys.some((key) => proofOf(key, name, { seq, mac }).equals(proof)) ? { seq, mac } : 'forged'
}
