import type {
  QuotientFamilial,
  QuotientFamilialOutcome,
} from '#src/external/api-particulier/quotient-familial.js'
import type { SignInChecks } from '#src/external/franceconnect/client.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'

export const RESIDENT_SESSION_MINUTES = 30
const PENDING_AT_MOST = 5
const SENT_AT_MOST = 20

/** A departure for FranceConnect that has not come back. */
export type PendingSignIn = SignInChecks & { siret: string; externalId: string | null }

/** What was fetched and waits for the resident's word; `id` ties a form to it. */
export type Review = {
  id: string
  siret: string
  identity: PivotIdentity
  quotientFamilial: QuotientFamilial
  externalId: string | null
}

/** A transmission done in this session: nothing of the person. */
export type Sent = {
  reviewId: string
  siret: string
  reference: string
  at: string
  year: number
  month: number
}

/** How a return from FranceConnect ended; what was found stands in the review. */
export type Outcome =
  | Exclude<QuotientFamilialOutcome, { kind: 'found' }>
  | { kind: 'found' }
  | { kind: 'gave-up' }
  | { kind: 'sign-in-failed' }

/** A return from FranceConnect, kept so that reloading it is harmless. */
export type Returned = { state: string; siret: string; externalId: string | null; outcome: Outcome }

export type ResidentSession = {
  pending: PendingSignIn[]
  returned: Returned[]
  signedIn: { sub: string; idToken: string } | null
  reviews: Review[]
  sent: Sent[]
}

export const EMPTY_SESSION: ResidentSession = {
  pending: [],
  returned: [],
  signedIn: null,
  reviews: [],
  sent: [],
}

export function withPending(session: ResidentSession, pending: PendingSignIn): ResidentSession {
  return { ...session, pending: [...session.pending, pending].slice(-PENDING_AT_MOST) }
}

function withoutPending(session: ResidentSession, state: string): ResidentSession {
  return { ...session, pending: session.pending.filter((pending) => pending.state !== state) }
}

/** Takes a departure out of the session: its state serves once. */
export function takePending(
  session: ResidentSession,
  state: string,
): { pending: PendingSignIn; rest: ResidentSession } | null {
  const pending = session.pending.find((candidate) => candidate.state === state)
  return pending ? { pending, rest: withoutPending(session, state) } : null
}

export function withReturned(session: ResidentSession, returned: Returned): ResidentSession {
  return { ...session, returned: [...session.returned, returned].slice(-PENDING_AT_MOST) }
}

/** A new sign-in: another person's reviews and transmissions go. */
export function withSignIn(
  session: ResidentSession,
  signedIn: { sub: string; idToken: string },
): ResidentSession {
  const samePerson = session.signedIn?.sub === signedIn.sub
  return {
    ...session,
    signedIn,
    reviews: samePerson ? session.reviews : [],
    sent: samePerson ? session.sent : [],
  }
}

export function withReview(session: ResidentSession, review: Review): ResidentSession {
  return { ...session, reviews: [...session.reviews.filter(({ siret }) => siret !== review.siret), review] }
}

/** The review is sent: what it held of the person goes, the reference stays. */
export function withSent(session: ResidentSession, sent: Sent): ResidentSession {
  const reviews = session.reviews.filter(({ id }) => id !== sent.reviewId)
  return { ...session, reviews, sent: [...session.sent, sent].slice(-SENT_AT_MOST) }
}
