import type { Identity } from '../franceconnect/identity.js'
import type { ErrorName } from './error-table.js'

const NAME = /^[A-Za-zÀ-ÖØ-öø-ÿ' -]+$/
const COMMUNE = /^(\d{2}|2A|2B)\d{3}$/
const COUNTRY = /^(99\d{3}|92352)$/
const FRANCE = '99100'

/** Faults of the identity that the token stands for; only the first is answered. */
export function checkTokenIdentity({ familyName, givenNames, birthdate }: Identity): ErrorName | null {
  if (!NAME.test(familyName)) return 'family-name-unusable'
  if (givenNames.length === 0) return 'given-names-missing'
  const [year, month, day] = birthdate.split('-').map(Number)
  if (!year) return 'birth-year-missing'
  if (!month) return 'birth-month-missing'
  if (!day) return 'birth-day-missing'
  return isDate(year, month, day) ? null : 'birth-date-impossible'
}

/** Faults that are found later, with those of the other parameters. */
export function checkCivilIdentity(
  { givenNames, birthdate, birthplace, birthcountry }: Identity,
  now: Date,
): ErrorName[] {
  return [
    ...(birthcountry === null || !COUNTRY.test(birthcountry) ? ['birth-country-refused' as const] : []),
    ...(birthcountry === FRANCE && !COMMUNE.test(birthplace) ? ['birth-place-refused' as const] : []),
    ...(givenNames.every((name) => NAME.test(name)) ? [] : ['given-name-refused' as const]),
    ...(birthdate < '1900' || new Date(birthdate) > now ? ['birth-date-implausible' as const] : []),
  ]
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
