/**
 * Keeps what was read for a while: who asks meanwhile, or while it is being read, gets the same. What could not be read
 * is not kept.
 * @returns reads by `read`, or answers what was read under the same key
 */
export function keepFor<Value>(milliseconds: number, now: () => Date) {
  let kept: { key: string; until: number; value: Promise<Value> } | null = null
  return (key: string, read: () => Promise<Value>): Promise<Value> => {
    if (kept?.key === key && now().getTime() < kept.until) return kept.value
    const fresh = { key, until: now().getTime() + milliseconds, value: read() }
    kept = fresh
    fresh.value.catch(() => {
      if (kept === fresh) kept = null
    })
    return fresh.value
  }
}
