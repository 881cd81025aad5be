const CALLS = 1000
const MINUTE = 60_000
const BAN_SECONDS = 12 * 60 * 60
// Calls that were on their way when the first 429 went out do not ignore it.
const PATIENCE = 20

export type Verdict = { kind: 'allowed' } | { kind: 'refused'; retryAfter: number } | { kind: 'banned' }
type Caller = { calls: number[]; refused: number; bannedUntil: number }

/**
 * 1000 calls of one address within any 60 seconds: the minute slides, which is the stricter reading. Who goes on for
 * more than 20 calls after a 429 instead of waiting gets no answer any more, for 12 hours.
 */
export function createAddressLimit(milliseconds: () => number = Date.now) {
  const callers = new Map<string, Caller>()
  let seconds = BAN_SECONDS
  return {
    hit(address: string): Verdict {
      const now = milliseconds()
      const caller = callers.get(address) ?? { calls: [], refused: 0, bannedUntil: 0 }
      callers.set(address, caller)
      if (now < caller.bannedUntil) return { kind: 'banned' }
      while ((caller.calls[0] ?? now) <= now - MINUTE) caller.calls.shift()
      const [oldest] = caller.calls
      if (oldest === undefined || caller.calls.length < CALLS) {
        caller.calls.push(now)
        caller.refused = 0
        return { kind: 'allowed' }
      }
      caller.refused += 1
      if (caller.refused <= PATIENCE + 1)
        return { kind: 'refused', retryAfter: Math.ceil((oldest + MINUTE - now) / 1000) }
      Object.assign(caller, { refused: 0, bannedUntil: now + seconds * 1000 })
      return { kind: 'banned' }
    },
    banSeconds: (wanted: number): void => {
      seconds = wanted
    },
    reset: (): void => {
      callers.clear()
      seconds = BAN_SECONDS
    },
  }
}
