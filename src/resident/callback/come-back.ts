import { randomUUID } from 'node:crypto'
import type { SignInFailure } from '#src/external/oidc-errors.js'
import type { Session } from '#src/http/sessions.js'
import { askForQuotientFamilial } from '#src/resident/callback/ask-for-quotient-familial.js'
import { goOnAs } from '#src/resident/callback/go-on-as.js'
import {
  type Found,
  type Outcome,
  type PendingSignIn,
  type ResidentSession,
  type Returned,
  type SignedIn,
  siretOf,
  withReturned,
} from '#src/resident/resident-session.js'
import type { ResidentServices } from '#src/resident/visit.js'

/** Where a return ended: what to show, and the token of the session in which the browser goes on, if any. */
export type Landing = { returned: Returned; token: string | null }
export type Return = {
  session: Session<ResidentSession>
  pending: PendingSignIn
  /** The hash of `query`. */
  callback: string
  query: string
  requestId: string
}

const PATIENCE_MILLISECONDS = 25_000
// What FranceConnect says of itself, and what is found when it says nothing.
const DOWN = ['temporarily_unavailable', 'PROVIDER_UNREACHABLE']

/**
 * What follows a return from FranceConnect, the browser waiting or not: the sign-in is checked, the quotient familial
 * fetched while its token lives, and both are kept in the session.
 */
export async function comeBack(services: ResidentServices, back: Return): Promise<Landing> {
  const { residentSessions, counters, metrics, log } = services
  const { session, callback, pending, requestId } = back
  const { token } = session
  // Another tab may have signed in meanwhile, and the browser have gone on in that session.
  const note = async (change: (content: ResidentSession) => ResidentSession) => {
    const successor = (await residentSessions.change(token, change))?.content.successor
    if (successor) await residentSessions.change(successor.token, change)
  }
  const ended = (landing: Landing) => {
    metrics.count('qf_callbacks_total', { outcome: landing.returned.outcome.kind })
    return landing
  }
  try {
    const { outcome, signedIn, found } = await answer(services, back)
    const returned = { callback, destination: pending.destination, outcome, leadsTo: null }
    if (signedIn) {
      log.info('resident signed in', { requestId, ...siretOf(pending.destination) })
      const goesOn = await goOnAs(services, session, signedIn, found, returned)
      // Once for each return, however often the page that follows is read.
      if (goesOn && found.review) counters.count(found.review.siret, 'reviews')
      return ended(
        goesOn
          ? { returned, token: goesOn }
          : { returned: { ...returned, outcome: { kind: 'sign-in-again' } }, token: null },
      )
    }
    await note((content) => withReturned(content, returned))
    return ended({ returned, token })
  } catch (error) {
    metrics.count('qf_callbacks_total', { outcome: 'error' })
    // Its code is used up: who reloads begins again, and waits for nobody.
    const outcome: Outcome = { kind: 'sign-in-again' }
    const returned = { callback, destination: pending.destination, outcome, leadsTo: null }
    await note((content) => withReturned(content, returned)).catch(() => {})
    throw error
  }
}

type Answer = { outcome: Outcome; signedIn: SignedIn | null; found: Found }

async function answer(services: ResidentServices, back: Return): Promise<Answer> {
  const { franceConnect, log, counters } = services
  const { pending, query, requestId } = back
  const { destination } = pending
  const ends = performance.now() + PATIENCE_MILLISECONDS
  const at = services.now().toISOString()
  const failed = (failure: SignInFailure): Answer => {
    const errorCode = failure.kind === 'gave-up' ? 'ACCESS_DENIED' : failure.code
    log.warn('sign-in refused', { requestId, ...siretOf(destination), outcome: failure.kind, errorCode })
    const unavailable = DOWN.includes(errorCode) ? ({ unavailable: true } as const) : {}
    return { outcome: { kind: failure.kind, ...unavailable }, signedIn: null, found: {} }
  }
  const signIn = await franceConnect.signIn(query, pending)
  if (signIn.kind !== 'signed-in') return failed(signIn)
  const { sub, idToken } = signIn
  const signedIn = { sub, idToken, at }
  if (destination.kind === 'transmissions') return { outcome: { kind: 'signed-in' }, signedIn, found: {} }
  const { siret, externalId, returnAddress, refresh: wished } = destination
  const wish = { siret, refresh: wished, requestId, patience: ends - performance.now() }
  // Neither needs the other's answer, and she waits for both.
  const [identified, asked] = await Promise.all([
    signIn.identify(),
    askForQuotientFamilial(services, signIn, wish),
  ])
  if (identified.kind !== 'identified') return failed(identified)
  counters.count(siret, 'arrivals')
  const { outcome, refresh } = asked
  const arrival = { id: randomUUID(), siret, externalId, returnAddress, identity: identified.identity }
  if (outcome.kind !== 'found') return { outcome, signedIn, found: { unanswered: arrival } }
  const { quotientFamilial } = outcome
  const review = { ...arrival, quotientFamilial, refresh }
  return { outcome: { kind: 'found' }, signedIn, found: { review } }
}
