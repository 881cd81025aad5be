import type { Figures } from '#src/statistics/figures.js'
import { formatMonth } from '#templates/format.js'

export const WITHHELD = 'non publié'
export const NOT_ENOUGH = 'pas encore assez de transmissions'

/** The shares that tell how well the service works, each with what it is a share of. */
export const RATES: { rate: keyof Figures['rates']; name: string; meaning: string }[] = [
  {
    rate: 'connection',
    name: 'Taux de connexion',
    meaning:
      'sur 100 départs vers FranceConnect depuis la page d’une collectivité, combien en reviennent identifiés',
  },
  {
    rate: 'completion',
    name: 'Taux de complétion',
    meaning:
      'sur 100 retours identifiés de FranceConnect, combien de transmissions ; qui n’a pas de quotient familial, ou ne veut pas l’envoyer, ne transmet pas',
  },
  {
    rate: 'reading',
    name: 'Taux de lecture',
    meaning:
      'sur 100 transmissions que l’usager n’a pas annulées, combien un agent a ouvertes ou emportées, dans un fichier ou par courriel',
  },
]

/** `novembre 2026`, from `2026-11`. */
export function monthOf(key: string): string {
  const [year, month] = key.split('-').map(Number)
  return formatMonth(year ?? 0, month ?? 0)
}

/** A share from 0 to 1 as whole percents: `84`. */
export function percentOf(share: number): number {
  return Math.round(share * 100)
}
