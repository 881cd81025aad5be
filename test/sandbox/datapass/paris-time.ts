/** As Rails writes a time in JSON: ISO 8601 with the offset of Paris, milliseconds unless told otherwise. */
export function parisTime(date: Date, { milliseconds = true } = {}): string {
  const local = LOCAL.format(date).replace(' ', 'T')
  const fraction = milliseconds ? `.${String(date.getUTCMilliseconds()).padStart(3, '0')}` : ''
  const offset = OFFSET.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return `${local}${fraction}${offset.replace('GMT', '')}`
}

export function parisTimeOrNull(date: Date | null): string | null {
  return date && parisTime(date)
}

const timeZone = 'Europe/Paris'
// Swedish writes dates as ISO 8601 does.
const LOCAL = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
const OFFSET = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' })
