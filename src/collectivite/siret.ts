import { stdnum } from 'stdnum'

/** Whether the text is a SIRET: 14 digits with their check digit, or one of La Poste, which counts otherwise. */
export function isSiret(text: string): boolean {
  return /^\d{14}$/.test(text) && stdnum.FR?.siret?.validate(text).isValid === true
}

/** The organisation to which an establishment belongs. */
export function sirenOf(siret: string): string {
  return siret.slice(0, 9)
}
