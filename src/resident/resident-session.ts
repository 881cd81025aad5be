import type {
  QuotientFamilial,
  QuotientFamilialOutcome,
} from '#src/external/api-particulier/quotient-familial.js'
import type { SignInChecks } from '#src/external/franceconnect/client.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'

export const RESIDENT_SESSION_MINUTES = 30
/** Counted from the sign-in, however often it is prolonged. */
export const SIGNED_IN_AT_MOST_HOURS = 2
/** How long a session that led to a sign-in still leads there: long enough for a reload. */
export const PREDECESSOR_MINUTES = 5
const PENDING_AT_MOST = 5
const SENT_AT_MOST = 20

/** What the link of a partner may carry: an identifier, and where to lead back. */
export type Link = { externalId: string | null; returnAddress: string | null }

/** What the resident signs in for. */
export type Destination =
  | ({ kind: 'review'; siret: string; refresh: boolean } & Link)
  | { kind: 'transmissions' }

/** For a log line. */
export function siretOf(destination: Destination): { siret?: string } {
  return destination.kind === 'review' ? { siret: destination.siret } : {}
}

/** A departure for FranceConnect that has not come back. */
export type PendingSignIn = SignInChecks & { destination: Destination }

/** Who came back identified, for whom; `id` ties a form to it. */
type Arrival = { id: string; siret: string; identity: PivotIdentity } & Link

/** What was fetched and waits for the resident's word. */
export type Review = Arrival & { quotientFamilial: QuotientFamilial; refresh: Refresh }

/** Nothing was found: an attestation may stand for it. */
export type Unanswered = Arrival

/** What a sign-in to transmit led to; neither, for who only looks at what she sent. */
export type Found = { review?: Review; unanswered?: Unanswered }

/** Whether the resident asked for a quotient familial that is not the one kept for 24 hours, and got it. */
export type Refresh = 'not-asked' | 'done' | 'done-today-already'

/** A transmission done in this session: nothing of the person, but what her link carries of her. */
export type Sent = {
  reviewId: string
  siret: string
  reference: string
  returnAddress: string | null
  /** On a computer of others. */
  isShared: boolean
  /** Of one without FranceConnect, which is found again in this session alone; null for the others. */
  apart: SentApart | null
}

/** Moments in ISO 8601. */
export type SentApart = { submittedAt: string; year: number; month: number; cancelledAt: string | null }

/** How a return from FranceConnect ended; what was found stands in the review. */
export type Outcome =
  | Exclude<QuotientFamilialOutcome, { kind: 'found' }>
  | { kind: 'found' }
  | { kind: 'signed-in' }
  | { kind: 'gave-up' }
  /** `unavailable` when FranceConnect itself is down. */
  | { kind: 'sign-in-failed'; unavailable?: true }

/** An outcome that has a page of its own; the others lead on. */
export type ShownOutcome = Exclude<Outcome, { kind: 'found' } | { kind: 'signed-in' }>

/** A return from FranceConnect that is being answered; `callback` is the hash of its query. */
export type Returning = { callback: string; destination: Destination; since: string }

/** A return that was answered, kept so that reloading it is harmless. */
export type Returned = {
  callback: string
  destination: Destination
  outcome: Outcome
  /** Token of the session in which it goes on, when that is another one. */
  leadsTo: string | null
}

/** `at` in ISO 8601. */
export type SignedIn = { sub: string; idToken: string; at: string }

export type ResidentSession = {
  pending: PendingSignIn[]
  returning: Returning[]
  returned: Returned[]
  /** The session, under another token, in which the sign-in begun here goes on. */
  successor: { token: string; sub: string } | null
  /** Token of the session in which this sign-in began; it ends with this one. */
  predecessor: string | null
  signedIn: SignedIn | null
  reviews: Review[]
  unanswered: Unanswered[]
  sent: Sent[]
}

export const EMPTY_SESSION: ResidentSession = {
  pending: [],
  returning: [],
  returned: [],
  successor: null,
  predecessor: null,
  signedIn: null,
  reviews: [],
  unanswered: [],
  sent: [],
}

export function withPending(session: ResidentSession, pending: PendingSignIn): ResidentSession {
  return { ...session, pending: [...session.pending, pending].slice(-PENDING_AT_MOST) }
}

/** Takes a departure out of the session, its state serves once, and notes that it is being answered. */
export function takePending(
  session: ResidentSession,
  state: string,
  callback: string,
  now: Date,
): { pending: PendingSignIn; rest: ResidentSession } | null {
  const pending = session.pending.find((candidate) => candidate.state === state)
  if (!pending) return null
  const returning = { callback, destination: pending.destination, since: now.toISOString() }
  const rest = {
    ...session,
    pending: session.pending.filter((candidate) => candidate !== pending),
    returning: [...session.returning, returning].slice(-PENDING_AT_MOST),
  }
  return { pending, rest }
}

export function withReturned(session: ResidentSession, returned: Returned): ResidentSession {
  return {
    ...withoutReturning(session, returned.callback),
    returned: [...session.returned, returned].slice(-PENDING_AT_MOST),
  }
}

function withoutReturning(session: ResidentSession, callback: string): ResidentSession {
  return { ...session, returning: session.returning.filter((candidate) => candidate.callback !== callback) }
}

/** Who is signed in, and what was found for her. */
export function withSignIn(
  session: ResidentSession,
  signedIn: SignedIn,
  { review, unanswered }: Found,
): ResidentSession {
  const elsewhere = (came: Arrival | undefined) => (one: Arrival) => one.siret !== came?.siret
  return {
    ...session,
    signedIn,
    reviews: [...session.reviews.filter(elsewhere(review)), ...(review ? [review] : [])],
    unanswered: [
      ...session.unanswered.filter(elsewhere(review ?? unanswered)),
      ...(unanswered ? [unanswered] : []),
    ],
  }
}

/** Where a session of her own begins: departures from other tabs may come back to it. */
export function startedFrom({ pending, returning }: ResidentSession): ResidentSession {
  return { ...EMPTY_SESSION, pending, returning }
}

/** What is left where a sign-in began: it leads to the session in which it goes on, and holds nothing of a person. */
export function followedBy(
  session: ResidentSession,
  successor: { token: string; sub: string },
): ResidentSession {
  const { returned, predecessor } = session
  return { ...startedFrom(session), returned, successor, predecessor }
}

/**
 * It is sent: what was held of the person for this collectivité goes, the reference stays. What was sent without
 * FranceConnect is of nobody who signed in.
 */
export function withSent(session: ResidentSession, sent: Sent): ResidentSession {
  const remains = ({ siret }: Arrival) => sent.apart !== null || siret !== sent.siret
  return {
    ...session,
    reviews: session.reviews.filter(remains),
    unanswered: session.unanswered.filter(remains),
    sent: [...session.sent, sent].slice(-SENT_AT_MOST),
  }
}

/** What the one who is signed in sent last to this collectivité. */
export function lastSent(session: ResidentSession | undefined, siret: string): Sent | undefined {
  return session?.sent.findLast((one) => one.siret === siret && one.apart === null)
}

/** One that was sent without FranceConnect is taken back. */
export function withCancelled(session: ResidentSession, reference: string, at: Date): ResidentSession {
  const cancelledAt = at.toISOString()
  const sent = session.sent.map((one) =>
    one.reference === reference && one.apart ? { ...one, apart: { ...one.apart, cancelledAt } } : one,
  )
  return { ...session, sent }
}
