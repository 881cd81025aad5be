import * as v from 'valibot'
import { isSiret } from '#src/collectivite/siret.js'
import { EmailSchema } from '#src/email.js'
import type { Fault } from '#src/onboarding/openings/faults.js'

/**
 * A SIRET as people write it: with blanks, dots or dashes, behind the apostrophe or between the `="…"` that keep a
 * spreadsheet from counting with it.
 * @returns 14 digits, or the cell as it is and what is wrong with it
 */
export function readSiret(cell: string): { siret: string; fault: Fault | null } {
  if (/^\W*\d(?:[.,]\d+)?e\+?\d+\W*$/i.test(cell)) return { siret: cell, fault: 'siret-shortened' }
  const bare = cell.replace(/[.,]0+$/, '').replace(/[\s'’‘`´"=.-]/g, '')
  if (bare === '') return { siret: cell, fault: 'siret-missing' }
  if (!/^\d+$/.test(bare)) return { siret: cell, fault: 'siret-wrong' }
  if (bare.length === 9) return { siret: cell, fault: 'siret-is-siren' }
  if (bare.length !== 14) return { siret: cell, fault: 'siret-length' }
  return isSiret(bare) ? { siret: bare, fault: null } : { siret: cell, fault: 'siret-wrong' }
}

/** The addresses in a cell, however they are separated; `Nom <adresse>` is an address. Small letters stay. */
export function readEmails(cell: string): string[] {
  const written = cell.replace(/[^<>;,]*<([^<>]*)>/g, ' $1 ')
  return written
    .toLowerCase()
    .split(/[\s;,|/]+/)
    .map((text) => text.replace(/^mailto:|^['’"]+|['’".]+$/g, ''))
    .filter((text) => text !== '')
}

export function isEmail(text: string): boolean {
  return v.is(EmailSchema, text)
}

/** A code COG; the zero that a spreadsheet took from the first nine départements is given back. */
export function readCog(cell: string): string | null {
  const code = cell.replace(/[\s'’"=]/g, '').toUpperCase()
  return code === '' ? null : /^\d{4}$/.test(code) ? `0${code}` : code
}
