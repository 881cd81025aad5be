import { isCalendarDay } from '#src/collectivite/local-time.js'

const LAST_QF = 99_999
const MONTHS = 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(
  ' ',
)
// `/`, `.` or `-`, with or without blanks around it, or blanks alone.
const PARTED = '(?: *[/.-] *| +)'
const DATE = new RegExp(`^(\\d{1,2})(?:er)?${PARTED}(\\d{1,2}|[a-z]+\\.?)${PARTED}(\\d{4}|\\d{2})$`)
const MONTH = new RegExp(`^(\\d{1,2}|[a-z]+\\.?)${PARTED}(20\\d{2}|\\d{2})$`)

/** @returns the given names of a line in which spaces or commas part them */
export function readGivenNames(text: string): string[] {
  return text.split(/[ ,]+/).filter(Boolean)
}

/**
 * @param text as on paper: `09/04/1988`, `9/4/88`, `9 avril 1988`; two digits are the last year that ended so
 * @param today `AAAA-MM-JJ`, where the collectivité is
 * @returns `1988-04-09`; null for a day that is none, or has not come yet
 */
export function readBirthdate(text: string, today: string): string | null {
  const [, day, month, written] = DATE.exec(withoutAccents(text)) ?? []
  if (!day || !month || !written) return null
  const year = written.length === 4 ? written : `${written > today.slice(2, 4) ? 19 : 20}${written}`
  const iso = `${year}-${twoDigits(monthNumber(month))}-${twoDigits(Number(day))}`
  return Number(year) >= 1900 && isCalendarDay(iso) && iso <= today ? iso : null
}

/**
 * @param text as on paper: `11/2026`, `11/26`, `novembre 2026`, `nov. 2026`
 * @param today `AAAA-MM-JJ`, where the collectivité is
 * @returns null for a month that is none, or has not come yet
 */
export function readMonth(text: string, today: string): { year: number; month: number } | null {
  const [, written, yearWritten] = MONTH.exec(withoutAccents(text)) ?? []
  if (!written || !yearWritten) return null
  const month = monthNumber(written)
  const year = yearWritten.length === 4 ? yearWritten : `20${yearWritten}`
  if (month < 1 || month > 12) return null
  return `${year}-${twoDigits(month)}` <= today.slice(0, 7) ? { year: Number(year), month } : null
}

/**
 * @param text as on paper: `742`, `1 180 €`, `612,35`
 * @returns whole euros, the centimes left out as the funds' own answers have none; null for anything else
 */
export function readQuotientFamilial(text: string): number | null {
  const [, euros] = /^(\d{1,3}(?: ?\d{3})*)(?:[.,]\d{1,2})?(?: ?(?:€|euros?))?$/i.exec(text) ?? []
  const value = euros ? Number(euros.replaceAll(' ', '')) : null
  return value !== null && value <= LAST_QF ? value : null
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** From digits or a name, whole or cut after three letters or more; 0 for none, or one of two (`jui`). */
function monthNumber(written: string): number {
  if (/^\d/.test(written)) return Number(written)
  const name = written.replace('.', '')
  const [found, other] = name.length < 3 ? [] : MONTHS.filter((month) => month.startsWith(name))
  return found && !other ? MONTHS.indexOf(found) + 1 : 0
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
