import { setTimeout as wait } from 'node:timers/promises'
import type { QuotientFamilialOutcome } from '#src/external/api-particulier/quotient-familial.js'
import type { ResidentServices } from '#src/resident/visit.js'

const BUDGET_MILLISECONDS = 25_000
const COLLISIONS_AT_MOST = 10
const COLLISION_PAUSE_MILLISECONDS = 400

/**
 * Asks for the quotient familial while the token lives. API Particulier locks a recipient while it answers, so two
 * residents of one commune collide: that is asked again after a pause of random length.
 */
export async function askForQuotientFamilial(
  { apiParticulier, log, now }: ResidentServices,
  { accessToken, expiresAt }: { accessToken: string; expiresAt: Date },
  siret: string,
  requestId: string,
): Promise<QuotientFamilialOutcome> {
  const budgetEnds = performance.now() + Math.min(BUDGET_MILLISECONDS, expiresAt.getTime() - now().getTime())
  const left = () => budgetEnds - performance.now()
  for (let collisions = 0; left() > 0; collisions++) {
    const { outcome, upstream } = await apiParticulier.fetchQuotientFamilial(accessToken, siret, left())
    const { status, code, milliseconds } = upstream
    log.info('quotient familial asked', {
      requestId,
      siret,
      outcome: outcome.kind,
      milliseconds,
      upstreamStatus: status,
      upstreamCode: code,
      upstreamRequestId: upstream.requestId,
    })
    if (outcome.kind === 'misconfigured')
      log.error('api particulier misconfigured', { requestId, siret, errorCode: outcome.code })
    const pause = COLLISION_PAUSE_MILLISECONDS * (0.5 + Math.random())
    if (status !== 409 || collisions >= COLLISIONS_AT_MOST || left() < pause) return outcome
    await wait(pause)
  }
  return { kind: 'sign-in-again' }
}
