import { isCalendarDay } from '#src/collectivite/local-time.js'

const LAST_QF = 99_999

/** @returns the given names of a line in which spaces or commas part them */
export function readGivenNames(text: string): string[] {
  return text.split(/[ ,]+/).filter(Boolean)
}

/**
 * @param text as on paper, `09/04/1988`
 * @param today `AAAA-MM-JJ`, where the collectivité is
 * @returns `1988-04-09`; null for a day that is none, or has not come yet
 */
export function readBirthdate(text: string, today: string): string | null {
  const [, day, month, year] = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(text) ?? []
  if (!day || !month || !year || Number(year) < 1900) return null
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCalendarDay(iso) && iso <= today ? iso : null
}

/**
 * @param text as on paper, `11/2026`
 * @param today `AAAA-MM-JJ`, where the collectivité is
 * @returns null for a month that is none, or has not come yet
 */
export function readMonth(text: string, today: string): { year: number; month: number } | null {
  const [, month, year] = /^(\d{1,2})[/. -](20\d{2})$/.exec(text) ?? []
  const read = { year: Number(year), month: Number(month) }
  if (!month || read.month < 1 || read.month > 12) return null
  return `${year}-${month.padStart(2, '0')}` <= today.slice(0, 7) ? read : null
}

/** @returns whole euros of `1 180` or `742`; null for anything else, a quotient familial with centimes too */
export function readQuotientFamilial(text: string): number | null {
  const value = /^\d{1,3}( ?\d{3})*$/.test(text) ? Number(text.replaceAll(' ', '')) : null
  return value !== null && value <= LAST_QF ? value : null
}
