import type { Collectivite } from '#src/collectivite/collectivite.js'

const MONTHS = 18
const DAY = 86_400_000
/** Days before the date at which gestionnaires are reminded; on the last one agents begin to wait. */
export const REMINDER_DAYS = [0, 7, 30] as const
export type ReminderDays = (typeof REMINDER_DAYS)[number]

/** When accesses must be confirmed, every 18 months as ANSSI asks; null while nobody came who could. */
export function accessDueAt(
  { accessConfirmedAt }: Pick<Collectivite, 'accessConfirmedAt'>,
  firstGestionnaireAt: Date | null,
): Date | null {
  const from = accessConfirmedAt ?? firstGestionnaireAt
  return from ? addMonths(from, MONTHS) : null
}

/** Which reminder the day calls for: the latest of those whose day has come. */
export function reminderFor(dueAt: Date | null, now: Date): ReminderDays | null {
  if (!dueAt) return null
  const left = dueAt.getTime() - now.getTime()
  return REMINDER_DAYS.find((days) => left <= days * DAY) ?? null
}

// The 31st becomes the last day of a shorter month.
function addMonths(from: Date, months: number): Date {
  const at = new Date(from)
  const day = at.getUTCDate()
  at.setUTCDate(1)
  at.setUTCMonth(at.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  at.setUTCDate(Math.min(day, lastDay))
  return at
}
