/** The twelve months `AAAA-MM` that end with the one of this day `AAAA-MM-JJ`, oldest first. */
export function twelveMonths(today: string): string[] {
  const last = monthsSinceYearZero(today)
  return Array.from({ length: 12 }, (_, at) => monthOf(last - 11 + at))
}

export function firstDayOf(month: string): string {
  return `${month}-01`
}

/** The first day after this month `AAAA-MM`. */
export function firstDayAfter(month: string): string {
  return firstDayOf(monthOf(monthsSinceYearZero(month) + 1))
}

function monthsSinceYearZero(day: string): number {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return year * 12 + month - 1
}

function monthOf(months: number): string {
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}
