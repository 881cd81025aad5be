const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A mail that nobody took in this time is given up. */
export const GIVEN_UP_AFTER = 48 * HOUR
// Minutes after each attempt; the last one goes on.
const WAITS = [1, 2, 5, 10, 20, 40, 60, 120, 240]

/**
 * When to try again after this attempt, the first being 1; null when the mail is given up. Waits grow, and differ by a
 * fifth so that an outage does not end in a rush.
 * @param chance from 0 to 1
 */
export function nextAttemptAt(
  { createdAt, attempts }: { createdAt: Date; attempts: number },
  now: Date,
  chance: number = Math.random(),
): Date | null {
  const givenUpAt = createdAt.getTime() + GIVEN_UP_AFTER
  if (now.getTime() >= givenUpAt) return null
  const wait = (WAITS[attempts - 1] ?? WAITS.at(-1) ?? 0) * MINUTE
  const next = now.getTime() + wait * (0.9 + 0.2 * chance)
  // One last time at the end.
  return new Date(Math.min(next, givenUpAt))
}
