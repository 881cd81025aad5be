const LIMIT = 20

export type RateLimit = { allowed: boolean; headers: Record<string, string> }

/** 20 requests in each second of the clock for one token, that is for one resident. */
export function createRateLimit(milliseconds: () => number = Date.now) {
  let second = 0
  const counts = new Map<string, number>()
  return {
    hit(token: string): RateLimit {
      const now = Math.floor(milliseconds() / 1000)
      if (now !== second) counts.clear()
      second = now
      const count = (counts.get(token) ?? 0) + 1
      counts.set(token, count)
      const headers = {
        'RateLimit-Limit': String(LIMIT),
        'RateLimit-Remaining': String(Math.max(0, LIMIT - count)),
        'RateLimit-Reset': String(now + 1),
      }
      const allowed = count <= LIMIT
      return { allowed, headers: { ...headers, ...(allowed ? {} : { 'Retry-After': '1' }) } }
    },
    reset: (): void => counts.clear(),
  }
}
