const LA_POSTE = '356000000'
const LA_POSTE_HEAD_OFFICE = '35600000000048'

/**
 * Whether the text is a SIRET: 14 digits with their check digit, or one of La Poste, whose establishments are too many
 * for it: there the sum of the digits is a multiple of five (https://www.insee.fr/fr/metadonnees/definition/c1841).
 */
export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text)) return false
  if (text.startsWith(LA_POSTE) && text !== LA_POSTE_HEAD_OFFICE)
    return sumOf([...text].map(Number)) % 5 === 0
  return passesLuhn(text)
}

/** Whether the text is a SIREN: 9 digits with their check digit. */
export function isSiren(text: string): boolean {
  return /^\d{9}$/.test(text) && passesLuhn(text)
}

/** The organisation to which an establishment belongs. */
export function sirenOf(siret: string): string {
  return siret.slice(0, 9)
}

// Every second digit from the right counts double, as the sum of its own digits (ISO/IEC 7812-1).
function passesLuhn(digits: string): boolean {
  const weighed = [...digits].reverse().map((digit, place) => (place % 2 === 0 ? 1 : 2) * Number(digit))
  return sumOf(weighed.map((value) => (value > 9 ? value - 9 : value))) % 10 === 0
}

function sumOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
