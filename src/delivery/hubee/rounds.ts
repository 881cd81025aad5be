import { setTimeout as wait } from 'node:timers/promises'
import { HubeeError, type HubeeFailure } from '#src/external/hubee/hubee-error.js'

const ROUNDS = 5
const PAUSE_MILLISECONDS = 1_000
// Behind it no round begins: who has a folder in hand has it for ten minutes.
const WITHIN = 120_000
const SAME_AT_ONCE: HubeeFailure[] = ['HUBEE_NOT_SUBSCRIBED', 'HUBEE_REFUSED', 'HUBEE_FORBIDDEN']

/** Goes on at once, some times, after what may have passed by then. @throws {HubeeError} the last one */
export async function inRounds<Result>(goOn: () => Promise<Result>): Promise<Result> {
  const until = Date.now() + WITHIN
  for (let round = 1; ; round++) {
    try {
      return await goOn()
    } catch (error) {
      if (!mayHavePassed(error) || round === ROUNDS || Date.now() > until) throw error
      await wait(PAUSE_MILLISECONDS)
    }
  }
}

function mayHavePassed(error: unknown): boolean {
  return error instanceof HubeeError && !SAME_AT_ONCE.includes(error.code)
}
