/** The day in a time zone, `AAAA-MM-JJ`. */
export function localDay(instant: Date, timeZone: string): string {
  return localMinute(instant, timeZone).slice(0, 10)
}

/** Whether a text `AAAA-MM-JJ` is a day that exists: 30 February would be read as 2 March. */
export function isCalendarDay(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
}

/** The minute in a time zone, `AAAA-MM-JJ HH:MM`. */
export function localMinute(instant: Date, timeZone: string): string {
  const minute = Math.floor(instant.getTime() / 60_000)
  // Rows of a file come in order: many are of one minute.
  if (lastSaid.minute !== minute || lastSaid.timeZone !== timeZone)
    lastSaid = { minute, timeZone, text: formatOf(timeZone).format(instant) }
  return lastSaid.text
}

let lastSaid = { minute: Number.NaN, timeZone: '', text: '' }

/** The instant of a full hour of a day `AAAA-MM-JJ` in a time zone; hours that a clock change skips or repeats are not asked for. */
export function instantOf(day: string, hour: number, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00Z`)
  const shownFor = (instant: number) =>
    Date.parse(`${localMinute(new Date(instant), timeZone).replace(' ', 'T')}:00Z`)
  const guess = asUtc - (shownFor(asUtc) - asUtc)
  // The guess took the offset of another hour, on the days when the clocks change.
  return new Date(guess - (shownFor(guess) - asUtc))
}

const formats = new Map<string, Intl.DateTimeFormat>()

// Making a format takes a hundred times as long as using it.
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  // Swedish dates are written as ISO 8601.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  formats.set(timeZone, format)
  return format
}
