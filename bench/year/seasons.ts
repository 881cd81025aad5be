import type { Random } from '../../test/support/seeded.js'

const DAY = 86_400_000
// Sunday first.
const OF_THE_WEEK = [0.45, 1.25, 1.2, 1.1, 1.05, 1, 0.55]
// Midnight first: the evening at home, and the morning at the desk of a leisure centre.
const OF_THE_DAY = [3, 1, 1, 0, 0, 1, 4, 12, 28, 44, 48, 40, 30, 34, 46, 42, 36, 32, 28, 26, 30, 28, 18, 8]
const HOURS = OF_THE_DAY.flatMap((weight, hour) => Array.from({ length: weight }, () => hour))

/**
 * How much a day brings beside an ordinary one of term: most in the two weeks before and after the rentrée, less in
 * January when funds compute the QF anew, little in July.
 * @param day `AAAA-MM-JJ`
 */
export function weightOf(day: string): number {
  const date = new Date(`${day}T00:00:00Z`)
  return seasonOf(date) * (OF_THE_WEEK[date.getUTCDay()] ?? 1)
}

function seasonOf(date: Date): number {
  const rentree = Date.UTC(date.getUTCFullYear(), 8, 1)
  if (Math.abs(date.getTime() - rentree) <= 14 * DAY) return 5
  switch (date.getUTCMonth()) {
    case 0:
      return 2.5
    case 5:
      return 1.4
    case 6:
      return 0.3
    case 7:
      return 0.6
    default:
      return 1
  }
}

/** These rows in whole numbers over the days, as much to each as it weighs. */
export function spreadOver(days: string[], rows: number): number[] {
  const weights = days.map(weightOf)
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let passed = 0
  return weights.map((weight) => {
    const before = Math.round((passed / all) * rows)
    passed += weight
    return Math.round((passed / all) * rows) - before
  })
}

/** So many moments of a day, in milliseconds from its midnight, one after the other. */
export function momentsOfDay(random: Random, count: number): Float64Array {
  const moments = Float64Array.from({ length: count }, () => {
    return random.pick(HOURS) * 3_600_000 + random.below(3_600_000)
  })
  return moments.sort()
}
