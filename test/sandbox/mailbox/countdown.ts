export type Remaining<T> = { value: T; times: number }

/** What holds for the next n that ask, one after the other; `Infinity` holds until the next `add`. */
export function createCountdown<T>() {
  let entries: Remaining<T>[] = []
  return {
    remaining: (): readonly Remaining<T>[] => entries,
    add(value: T, times = 1) {
      entries = entries.filter((entry) => entry.times !== Number.POSITIVE_INFINITY)
      if (times > 0) entries.push({ value, times })
    },
    take(): T | undefined {
      const [first] = entries
      if (!first) return undefined
      first.times -= 1
      if (first.times === 0) entries.shift()
      return first.value
    },
    clear() {
      entries = []
    },
  }
}
