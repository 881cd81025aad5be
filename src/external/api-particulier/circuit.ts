import type { QuotientFamilialOutcome } from '#src/external/api-particulier/quotient-familial.js'

/** `isDown`: nobody answered, or whoever stands before the funds could not. One person's odd answer is not that. */
export type Asked = { outcome: QuotientFamilialOutcome; isDown: boolean }

const FAILURES = 5
const OPEN_MILLISECONDS = 30_000
const REMEMBERED_MILLISECONDS = 5 * 60_000

/**
 * Spares residents the wait when API Particulier or the funds are down: after five failures in a row nobody asks for
 * 30 seconds, then one resident tries for all, and what she gets closes it or holds it open for as long again.
 */
export function createCircuit(now: () => Date = () => new Date()) {
  let failures = 0
  let opensAgainAt = 0
  let isTried = false
  let until: Date | null = null
  let failedAt = 0
  let answeredAt: Date | null = null

  const isOpen = () => failures >= FAILURES && (isTried || now().getTime() < opensAgainAt)
  const learn = ({ outcome, isDown }: Asked) => {
    if (outcome.kind === 'busy') return
    failures = isDown ? failures + 1 : 0
    if (outcome.kind !== 'unavailable') answeredAt = now()
    if (!isDown) return
    failedAt = now().getTime()
    opensAgainAt = failedAt + OPEN_MILLISECONDS
    until = outcome.kind === 'unavailable' ? outcome.until : null
  }
  const end = () => (until && until > now() ? until : null)

  return {
    /** What to tell while it is open; null when one may ask. */
    refusal(): QuotientFamilialOutcome | null {
      if (!isOpen()) return null
      return { kind: 'unavailable', until: end() }
    },
    /**
     * What those may be told who have not asked yet: after the five failures until an answer, or for five minutes; a
     * maintenance from its first announcement to the end that it gave. Null otherwise.
     */
    outage(): { until: Date | null } | null {
      const isKnown = failures >= FAILURES && now().getTime() < failedAt + REMEMBERED_MILLISECONDS
      return isKnown || (failures > 0 && end()) ? { until: end() } : null
    },
    /** When one got an answer, whatever it said. */
    answeredAt: (): Date | null => answeredAt,
    /** Asks and learns from the outcome. */
    async watch(ask: () => Promise<Asked>): Promise<QuotientFamilialOutcome> {
      const tries = failures >= FAILURES
      isTried ||= tries
      try {
        const asked = await ask()
        learn(asked)
        return asked.outcome
      } finally {
        if (tries) isTried = false
      }
    },
  }
}
