import type { QuotientFamilialOutcome } from '#src/external/api-particulier/quotient-familial.js'

const FAILURES = 5
const OPEN_MILLISECONDS = 30_000

/**
 * Spares residents the wait when API Particulier or the funds are down: after five failures in a row nobody asks for
 * 30 seconds, then one resident tries for all, and what she gets closes it or holds it open for as long again.
 */
export function createCircuit(now: () => Date = () => new Date()) {
  let failures = 0
  let opensAgainAt = 0
  let isTried = false
  let until: Date | null = null

  const isOpen = () => failures >= FAILURES && (isTried || now().getTime() < opensAgainAt)
  const learn = (outcome: QuotientFamilialOutcome) => {
    if (outcome.kind === 'busy') return
    if (outcome.kind !== 'unavailable') {
      failures = 0
      return
    }
    failures++
    opensAgainAt = now().getTime() + OPEN_MILLISECONDS
    until = outcome.until
  }

  return {
    /** What to tell while it is open; null when one may ask. */
    refusal(): QuotientFamilialOutcome | null {
      if (!isOpen()) return null
      return { kind: 'unavailable', until: until && until > now() ? until : null }
    },
    /** Asks and learns from the outcome. */
    async watch(ask: () => Promise<QuotientFamilialOutcome>): Promise<QuotientFamilialOutcome> {
      const tries = failures >= FAILURES
      isTried ||= tries
      try {
        const outcome = await ask()
        learn(outcome)
        return outcome
      } finally {
        if (tries) isTried = false
      }
    },
  }
}
