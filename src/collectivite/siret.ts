// Its one file: the whole library, every country's numbers, takes 0.2 s to load.
import * as siret from 'stdnum/lib/cjs/fr/siret.js'

/** Whether the text is a SIRET: 14 digits with their check digit, or one of La Poste, which counts otherwise. */
export function isSiret(text: string): boolean {
  return /^\d{14}$/.test(text) && siret.validate(text).isValid
}

/** The organisation to which an establishment belongs. */
export function sirenOf(siret: string): string {
  return siret.slice(0, 9)
}
