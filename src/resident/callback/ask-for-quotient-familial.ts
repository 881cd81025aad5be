import type { Call } from '#src/external/api-particulier/call.js'
import type { QuotientFamilialOutcome } from '#src/external/api-particulier/quotient-familial.js'
import type { Refresh } from '#src/resident/resident-session.js'
import type { ResidentServices } from '#src/resident/visit.js'
import { sendersOf } from '#src/submission/sender.js'

type Token = { sub: string; accessToken: string; expiresAt: Date }
type Wish = { siret: string; refresh: boolean; requestId: string; patience: number }
type Answer = { outcome: QuotientFamilialOutcome; refresh: Refresh }

/**
 * Asks for the quotient familial while FranceConnect's token lives, anew at the fund when the resident wishes it and
 * has not had it today.
 * @param patience milliseconds that the resident can be asked to wait
 */
export async function askForQuotientFamilial(
  services: ResidentServices,
  { sub, accessToken, expiresAt }: Token,
  { siret, refresh, requestId, patience }: Wish,
): Promise<Answer> {
  const { apiParticulier, refreshLimit, safe, log, now } = services
  const life = expiresAt.getTime() - now().getTime()
  const person = () => sendersOf(safe.keyring, sub)[0].mark
  const fresh = refresh && (await refreshLimit.take(person()))
  const outcome = await apiParticulier.ask({
    accessToken,
    recipient: siret,
    fresh,
    patience: Math.min(patience, life),
    onCall: (call) => log.info('quotient familial asked', { requestId, siret, ...describeCall(call) }),
  })
  if (outcome.kind === 'misconfigured')
    log.error('api particulier misconfigured', { requestId, siret, errorCode: outcome.code })
  if (fresh && NO_ANSWER.includes(outcome.kind)) await refreshLimit.giveBack(person())
  return { outcome, refresh: refresh ? (fresh ? 'done' : 'done-today-already') : 'not-asked' }
}

const NO_ANSWER: QuotientFamilialOutcome['kind'][] = ['busy', 'unavailable', 'sign-in-again', 'misconfigured']

function describeCall({ outcome, status, code, requestId, milliseconds }: Call) {
  return {
    outcome: outcome.kind,
    milliseconds,
    upstreamStatus: status,
    upstreamCode: code,
    upstreamRequestId: requestId,
  }
}
