import { createHash, randomBytes } from 'node:crypto'

/** A token that only its holder knows; the SIRET in it says which door to open to look for it. */
export function newLinkToken(siret: string): string {
  return `${siret}-${randomBytes(32).toString('base64url')}`
}

/** Null for what cannot be a token. */
export function readLinkToken(token: string): { siret: string; hash: Buffer } | null {
  const siret = /^(\d{14})-[\w-]{43}$/.exec(token)?.[1]
  return siret ? { siret, hash: hashOfToken(token) } : null
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
