import { performance } from 'node:perf_hooks'

export type Pressure = ReturnType<typeof watchPressure>

/** How late the process comes to what is due, and how many wait for the database, from which on one of a kind is sent away. */
type Bounds = { lateMilliseconds: number; waiting: number }

// Who only begins is sent away first; who is under way would lose what she did, so nearly never.
const BOUNDS: Record<'beginning' | 'underWay', Bounds> = {
  beginning: { lateMilliseconds: 150, waiting: 60 },
  underWay: { lateMilliseconds: 1_500, waiting: 400 },
}
const LOOKS_EVERY_MILLISECONDS = 20
// The middle of so many: one long piece of work is no pressure.
const LOOKS = 9

/**
 * Whether the process has more to do than it can: then it is better to send some away at once than to let all wait.
 * @param waiting how many wait for a connection to the database
 */
export function watchPressure(waiting: () => number) {
  const lateBy: number[] = Array(LOOKS).fill(0)
  let late = 0
  let due = performance.now() + LOOKS_EVERY_MILLISECONDS
  const timer = setInterval(() => {
    const now = performance.now()
    lateBy.shift()
    lateBy.push(now - due)
    late = lateBy.toSorted((one, other) => one - other)[LOOKS >> 1] ?? 0
    due = now + LOOKS_EVERY_MILLISECONDS
  }, LOOKS_EVERY_MILLISECONDS).unref()
  return {
    isTooHigh(who: keyof typeof BOUNDS): boolean {
      const bounds = BOUNDS[who]
      return late > bounds.lateMilliseconds || waiting() > bounds.waiting
    },
    close: () => clearInterval(timer),
  }
}
