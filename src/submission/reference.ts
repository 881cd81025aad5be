import { randomInt } from 'node:crypto'

// No vowel, so no word; no E behind a digit, so no spreadsheet reads a number.
const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXYZ'

/** What every reference looks like: `Q` and nine characters. */
export const REFERENCE = /^Q[2-9BCDFGHJKMNP-TV-Z]{9}$/

/** A new reference, drawn at random: 28⁹ ≈ 10¹³ of them. */
export function newReference(): string {
  return `Q${Array.from({ length: 9 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`
}
