import { createHmac, hkdfSync } from 'node:crypto'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'

/**
 * The mark by which a person's submissions to one collectivité are found again without being read: a keyed hash of
 * the pivot identity, written the same way whatever its case, accents and spaces.
 * @returns 32 bytes, different in every collectivité
 */
export function personHash(dataKey: Buffer, identity: PivotIdentity): Buffer {
  const key = Buffer.from(hkdfSync('sha256', dataKey, '', 'person', 32))
  const fields = [
    identity.familyName,
    identity.givenNames.join(' '),
    identity.birthdate,
    identity.gender ?? '',
    identity.birthplace ?? '',
    identity.birthcountry ?? '',
  ]
  return createHmac('sha256', key)
    .update(JSON.stringify(fields.map(plain)))
    .digest()
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim()
}
