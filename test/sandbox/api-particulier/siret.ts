const LA_POSTE = '356000000'

/** As API Particulier checks a recipient: 14 digits with their check digit, or any establishment of La Poste. */
export function isRecipient(siret: string): boolean {
  if (!/^\d{14}$/.test(siret)) return false
  return siret.startsWith(LA_POSTE) || luhnSum(siret) % 10 === 0
}

/** https://fr.wikipedia.org/wiki/Formule_de_Luhn */
function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
}
