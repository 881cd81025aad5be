const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]

const OVERSEAS_TIMES: Record<string, string> = {
  'America/Guadeloupe': 'heure de la Guadeloupe',
  'America/Martinique': 'heure de la Martinique',
  'America/Cayenne': 'heure de la Guyane',
  'Indian/Reunion': 'heure de La Réunion',
  'America/Miquelon': 'heure de Saint-Pierre-et-Miquelon',
  'Indian/Mayotte': 'heure de Mayotte',
  'America/St_Barthelemy': 'heure de Saint-Barthélemy',
  'America/Marigot': 'heure de Saint-Martin',
  'Pacific/Wallis': 'heure de Wallis-et-Futuna',
  'Pacific/Tahiti': 'heure de Tahiti',
  'Pacific/Noumea': 'heure de Nouméa',
}

/** `novembre 2026` */
export function formatMonth(year: number, month: number): string {
  return `${MONTHS[month - 1] ?? month} ${year}`
}

/** `22 novembre 2026 à 14 h 30`, in the time zone of the collectivité. */
export function formatInstant(instant: Date, timeZone: string): string {
  const { day, month, year, time } = localParts(instant, timeZone)
  return `${day} ${month} ${year} à ${time}`
}

/** `22 novembre à 14 h 30`, for a moment so near that its year goes without saying. */
export function formatUntil(instant: Date, timeZone: string): string {
  const { day, month, time } = localParts(instant, timeZone)
  return `${day} ${month} à ${time}`
}

/** `heure de Paris`, as said after an hour. */
export function timeZoneName(timeZone: string): string {
  return OVERSEAS_TIMES[timeZone] ?? 'heure de Paris'
}

/** `3 février 1990`; of a partial date, `2020-00-00`, only what is known. */
export function formatBirthdate(birthdate: string): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(birthdate) ?? []
  if (year === '' || year === '0000') return birthdate
  const monthName = MONTHS[Number(month) - 1]
  if (!monthName) return `${year} (jour et mois inconnus)`
  return Number(day) === 0 ? `${monthName} ${year} (jour inconnu)` : `${ordinal(day)} ${monthName} ${year}`
}

/** `1 234`, with the narrow space of French numbers. */
export function formatNumber(value: number): string {
  return numbers.format(value)
}

/** The fund as people call it: `CAF`, `MSA`, or the provider's own word. */
export function fundName(provider: string): string {
  return provider === 'CNAF' ? 'CAF' : provider
}

/** `la CAF`, `la MSA`, or the provider's own word. */
export function theFund(provider: string): string {
  const name = fundName(provider)
  return name === 'CAF' || name === 'MSA' ? `la ${name}` : name
}

/** `1 transmission`, `2 transmissions` */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(number)} ${number < 2 ? singular : plural}`
}

const numbers = new Intl.NumberFormat('fr-FR')

function localParts(instant: Date, timeZone: string) {
  // Swedish dates are written as ISO 8601.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  const [, year = '', month = '', day = '', hour = '', minute = ''] =
    /^(\d+)-(\d+)-(\d+)\D+(\d+):(\d+)/.exec(format.format(instant)) ?? []
  return {
    day: ordinal(day),
    month: MONTHS[Number(month) - 1] ?? month,
    year,
    time: `${Number(hour)} h ${minute}`,
  }
}

function ordinal(day: string): string {
  return day === '01' ? '1er' : String(Number(day))
}
