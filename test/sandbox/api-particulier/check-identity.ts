import type { Identity } from '../franceconnect/identity.js'
import type { ErrorCode } from './errors.js'

const NAME = /^[A-Za-zÀ-ÖØ-öø-ÿ' -]+$/
const COMMUNE = /^(\d{2}|2A|2B)\d{3}$/
const COUNTRY = /^(99\d{3}|92352)$/
const FRANCE = '99100'

/** Faults of the identity that the token stands for; only the first is answered. */
export function checkTokenIdentity({ familyName, givenNames, birthdate }: Identity): ErrorCode | null {
  if (!NAME.test(familyName)) return '00420'
  if (givenNames.length === 0) return '00421'
  const [year, month, day] = birthdate.split('-').map(Number)
  if (!year) return '00422'
  if (!month) return '00423'
  if (!day) return '00424'
  return isDate(year, month, day) ? null : '00425'
}

/** Faults that are found later, with those of the other parameters. */
export function checkCivilIdentity(
  { givenNames, birthdate, birthplace, birthcountry }: Identity,
  now: Date,
): ErrorCode[] {
  return [
    ...(birthcountry === null || !COUNTRY.test(birthcountry) ? ['00400' as const] : []),
    ...(birthcountry === FRANCE && !COMMUNE.test(birthplace) ? ['00365' as const] : []),
    ...(givenNames.every((name) => NAME.test(name)) ? [] : ['00367' as const]),
    ...(birthdate < '1900' || new Date(birthdate) > now ? ['00363' as const] : []),
  ]
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
