const NARROW = '\u202f'
const NO_BREAK = '\u00a0'

/** A whole number as it is written in French: `1 180`. */
export function formatNumber(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, NARROW)
}

/** `novembre 2026`, from a year and a month from 1 to 12. */
export function formatMonth(year: number, month: number): string {
  return `${monthName(month)} ${year}`
}

/** `26 novembre 2026 à 14 h 05`, in an IANA time zone. */
export function formatInstant(instant: Date, timeZone: string): string {
  const { day, month, year, hour, minute } = partsOf(instant, timeZone)
  return `${dayOf(Number(day))} ${monthName(Number(month))} ${year} à ${Number(hour)}${NO_BREAK}h${NO_BREAK}${minute}`
}

/** `26 novembre 2026`, of an instant in an IANA time zone. */
export function formatDate(instant: Date, timeZone: string): string {
  const { day, month, year } = partsOf(instant, timeZone)
  return `${dayOf(Number(day))} ${monthName(Number(month))} ${year}`
}

/** When something ends, `à 14 h 30`; with its day when that is not the day of `now`. */
export function formatUntil(instant: Date, now: Date, timeZone: string): string {
  const { day, hour, minute } = partsOf(instant, timeZone)
  const isToday = day === partsOf(now, timeZone).day && instant.getTime() - now.getTime() < 86_400_000
  return isToday
    ? `à ${Number(hour)}${NO_BREAK}h${NO_BREAK}${minute}`
    : `le ${formatInstant(instant, timeZone)}`
}

/** A date of civil status as received; its day and month may be unknown (`2020-00-00`, `2020-05`). */
export function formatBirthdate(text: string): string {
  const [year = '', month = '00', day = '00'] = text.split('-')
  if (Number(month) < 1 || Number(month) > 12) return `en ${year}`
  if (Number(day) < 1) return `en ${monthName(Number(month))} ${year}`
  return `le ${dayOf(Number(day))} ${monthName(Number(month))} ${year}`
}

/** `26 novembre 2026`, from a whole date `AAAA-MM-JJ`. */
export function formatDay(text: string): string {
  const [year, month, day] = text.split('-')
  return `${dayOf(Number(day))} ${monthName(Number(month))} ${year}`
}

/** The zone by the place whose time it is: `heure de Paris`, `heure de La Réunion`. */
export function timeZoneName(timeZone: string): string {
  return `heure ${PLACES[timeZone] ?? 'de Paris'}`
}

const PLACES: Record<string, string> = {
  'America/Guadeloupe': 'de la Guadeloupe',
  'America/Martinique': 'de la Martinique',
  'America/Cayenne': 'de la Guyane',
  'Indian/Reunion': 'de La Réunion',
  'America/Miquelon': 'de Saint-Pierre-et-Miquelon',
  'Indian/Mayotte': 'de Mayotte',
  'America/St_Barthelemy': 'de Saint-Barthélemy',
  'America/Marigot': 'de Saint-Martin',
  'Pacific/Wallis': 'de Wallis-et-Futuna',
  'Pacific/Tahiti': 'de Tahiti',
  'Pacific/Noumea': 'de la Nouvelle-Calédonie',
}

const MONTHS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
  ' ',
)

function monthName(month: number): string {
  return MONTHS[month - 1] ?? ''
}

function dayOf(day: number): string {
  return day === 1 ? '1er' : String(day)
}

function partsOf(instant: Date, timeZone: string): Record<string, string> {
  const parts = formatOf(timeZone).formatToParts(instant)
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]))
}

const formats = new Map<string, Intl.DateTimeFormat>()

// Making a format takes far longer than using it, and a desk shows two hundred dates.
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const day = { year: 'numeric', month: 'numeric', day: 'numeric' } as const
  const format = new Intl.DateTimeFormat('fr-FR', { ...day, hour: '2-digit', minute: '2-digit', timeZone })
  formats.set(timeZone, format)
  return format
}

/** A French noun in the number that `count` asks for: zero is singular. */
export function plural(count: number, noun: string): string {
  return count > 1 ? `${noun}s` : noun
}

/** @param bytes of a file; `120 Ko`, `1,4 Mo` */
export function formatSize(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1000))
  return kilobytes < 1000
    ? `${kilobytes}\u00a0Ko`
    : `${(kilobytes / 1000).toFixed(1).replace('.', ',')}\u00a0Mo`
}

/** A text in the middle of a sentence: its first letter made small; an acronym stays. */
export function insideSentence(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
