import { randomBytes } from 'node:crypto'

/** Keys drawn for this test, as they stand in the environment. */
export function testKeys(): { ENCRYPTION_KEYS: string; AUDIT_KEY: string } {
  return { ENCRYPTION_KEYS: `test:${randomKey()}`, AUDIT_KEY: randomKey() }
}

function randomKey(): string {
  return randomBytes(32).toString('base64')
}
