import { instantOf, localDay } from '#src/collectivite/local-time.js'

/** When what arrived leaves by mail: at each transmission, or at the end of each day, week or month. */
export type Frequency = 'transmission' | PeriodFrequency
export type PeriodFrequency = 'jour' | 'semaine' | 'mois'

const HOUR = 7
const DAY = 86_400_000

/** The last end of a period that is not after `now`: 07:00 in this time zone, each day, on Mondays, or on the 1st. */
export function lastPeriodEnd(frequency: PeriodFrequency, now: Date, timeZone: string): Date {
  const today = localDay(now, timeZone)
  const isOver = instantOf(today, HOUR, timeZone) <= now
  return endOf(startOf(frequency, isOver ? today : addDays(today, -1)), timeZone)
}

/** The first end of a period after `now`. */
export function nextPeriodEnd(frequency: PeriodFrequency, now: Date, timeZone: string): Date {
  const last = localDay(lastPeriodEnd(frequency, now, timeZone), timeZone)
  return endOf(startOf(frequency, addDays(last, DAYS_TO_THE_NEXT[frequency])), timeZone)
}

// A day that surely lies in the next period, and not in the one behind it.
const DAYS_TO_THE_NEXT: Record<PeriodFrequency, number> = { jour: 1, semaine: 7, mois: 31 }

// The first day of the period that this day is in.
function startOf(frequency: PeriodFrequency, day: string): string {
  if (frequency === 'jour') return day
  if (frequency === 'mois') return `${day.slice(0, 8)}01`
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

function endOf(day: string, timeZone: string): Date {
  return instantOf(day, HOUR, timeZone)
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}
