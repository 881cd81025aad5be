type Kept<Value> = { key: string; at: number; value: Promise<Value> }

/**
 * Keeps what was read: for a while as it is, then, up to a limit, while it is read anew for those who come later. Who
 * asks while it is read the first time waits for the same reading. What could not be read is not kept.
 * @param freshFor milliseconds, as is `staleFor`, which counts from the reading too
 * @returns reads by `read`, or answers what was read under the same key
 */
export function keepFor<Value>(
  { freshFor, staleFor = freshFor }: { freshFor: number; staleFor?: number },
  now: () => Date,
) {
  let kept: Kept<Value> | null = null
  let renewed: Kept<Value> | null = null
  return (key: string, read: () => Promise<Value>): Promise<Value> => {
    const age = kept?.key === key ? now().getTime() - kept.at : Number.POSITIVE_INFINITY
    if (kept && age < freshFor) return kept.value
    if (kept && age < staleFor) {
      renewed ??= start(key, read, (next) => {
        kept = next
      })
      return kept.value
    }
    kept = start(key, read)
    return kept.value
  }

  function start(
    key: string,
    read: () => Promise<Value>,
    replace?: (next: Kept<Value>) => void,
  ): Kept<Value> {
    const next = { key, at: now().getTime(), value: read() }
    next.value
      .then(
        () => replace?.(next),
        () => {
          if (kept === next) kept = null
        },
      )
      .finally(() => {
        if (renewed === next) renewed = null
      })
    return next
  }
}
