import { randomBytes } from 'node:crypto'

/** Keys drawn for this test, as they stand in the environment. */
export function testKeys(): { ENCRYPTION_KEYS: string; AUDIT_KEY: string } {
  return { ENCRYPTION_KEYS: namedKey('test'), AUDIT_KEY: randomKey() }
}

/** An entry of `ENCRYPTION_KEYS`. */
export function namedKey(id: string): string {
  return `${id}:${randomKey()}`
}

function randomKey(): string {
  return randomBytes(32).toString('base64')
}
