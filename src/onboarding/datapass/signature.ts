import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether a body was signed with one of these secrets, as GitHub signs: `sha256=` and the HMAC of the raw bytes in hex.
 * Every secret is tried, in constant time.
 */
export function isSigned(body: Uint8Array, header: string | undefined, secrets: string[]): boolean {
  const given = Buffer.from(header ?? '')
  const matches = secrets.map((secret) => {
    const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
  return matches.includes(true)
}
