import type { QuotientFamilial } from '#src/external/api-particulier/quotient-familial.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import type { Random } from '../../test/support/seeded.js'

const FAMILIES =
  'MARTIN BERNARD THOMAS PETIT ROBERT RICHARD DURAND DUBOIS MOREAU LAURENT SIMON MICHEL LEFÈVRE LEROY ROUX DAVID BERTRAND MOREL FOURNIER GIRARD BONNET DUPONT LAMBERT FONTAINE ROUSSEAU VINCENT MULLER LEFEBVRE FAURE ANDRÉ MERCIER BLANC GUÉRIN BOYER GARNIER CHEVALIER FRANÇOIS LEGRAND GAUTHIER GARCIA PERRIN ROBIN CLÉMENT MORIN NICOLAS HENRY ROUSSEL MATHIEU GAUTIER MASSON MARCHAND DUVAL DENIS DUMONT MARIE LEMAIRE NOËL MEYER DUFOUR MEUNIER'.split(
    ' ',
  )
const GIVEN = {
  female:
    'Camille Émilie Julie Laura Marie Sophie Aurélie Céline Sarah Manon Léa Chloé Élodie Nadia Fatima Inès Nathalie Sandrine Virginie Amandine'.split(
      ' ',
    ),
  male: 'Nicolas Julien Thomas Alexandre Maxime Karim Sébastien Guillaume Antoine Mathieu Romain Pierre Mehdi Olivier David Vincent Kévin Hugo Yann Loïc'.split(
    ' ',
  ),
}
const COUNTRIES = ['99352', '99350', '99351', '99139', '99131', '99134', '99208']
const LOG_OF_A_MIDDLE_QF = Math.log(780)

/** A parent whom FranceConnect knows: nobody, since her names and dates were drawn apart. */
export function drawIdentity(random: Random, birthplace: string): PivotIdentity {
  const gender = random.below(100) < 68 ? 'female' : 'male'
  const given = Array.from({ length: 1 + random.below(3) }, () => random.pick(GIVEN[gender]))
  const family = random.pick(FAMILIES)
  const isAbroad = random.below(100) < 12
  return {
    familyName: random.below(100) < 8 ? `${family}-${random.pick(FAMILIES)}` : family,
    givenNames: [...new Set(given)],
    birthdate: [1966 + random.below(40), 1 + random.below(12), 1 + random.below(28)]
      .map((part) => String(part).padStart(2, '0'))
      .join('-'),
    gender,
    birthplace: isAbroad ? null : birthplace,
    birthcountry: isAbroad ? random.pick(COUNTRIES) : '99100',
  }
}

/** What her fund says in the month of this day: half of all between 500 and 1 200 €, three in a hundred 0 €. */
export function drawQuotientFamilial(random: Random, day: string): QuotientFamilial {
  const [year = 0, month = 0] = day.split('-').map(Number)
  // Six of them make it near enough to a bell.
  const bell = Array.from({ length: 6 }, () => random.below(1_000) / 1_000).reduce((a, b) => a + b) - 3
  const value = Math.round(Math.exp(LOG_OF_A_MIDDLE_QF + bell * 0.9))
  return {
    provider: random.below(100) < 91 ? 'CNAF' : 'MSA',
    value: random.below(100) < 3 ? 0 : value,
    year,
    month,
    calculationYear: year,
    calculationMonth: month,
  }
}

/** What it is some weeks later: half the time the same. */
export function drawAgain(random: Random, before: QuotientFamilial, day: string): QuotientFamilial {
  const now = drawQuotientFamilial(random, day)
  const value = random.below(2) === 0 ? before.value : now.value
  return { ...now, provider: before.provider, value }
}
