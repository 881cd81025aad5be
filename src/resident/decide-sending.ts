import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Session } from '#src/http/sessions.js'
import type { SendForm } from '#src/resident/declared-fields.js'
import type { ResidentSession, Review, Sent, SignedIn } from '#src/resident/resident-session.js'
import type { DeclaredFields } from '#src/submission/content.js'

type Sendable = {
  session: Session<ResidentSession>
  signedIn: SignedIn
  review: Review
  declared: DeclaredFields
  isShared: boolean
}
/** What a posted review comes to. */
export type SendingDecision =
  | ({ kind: 'send'; collectivite: Collectivite } & Sendable)
  | { kind: 'unknown-collectivite' }
  | { kind: 'not-open'; collectivite: Collectivite }
  | { kind: 'sent-already'; sent: Sent }
  | { kind: 'session-expired'; collectivite: Collectivite }
  | { kind: 'review-changed'; collectivite: Collectivite }
  | { kind: 'form-refused'; collectivite: Collectivite; review: Review }

const NOTHING_DECLARED: DeclaredFields = { knownName: '', childrenOrServices: '' }

/** Decides from what stands in the database and what was posted; the same review is sent once. */
export function decideSending(
  collectivite: Collectivite | null,
  session: Session<ResidentSession> | null,
  { reviewId, declared, isShared, errors }: SendForm,
): SendingDecision {
  if (!collectivite) return { kind: 'unknown-collectivite' }
  if (collectivite.state !== 'ouverte') return { kind: 'not-open', collectivite }
  const here = ({ siret }: { siret: string }) => siret === collectivite.siret
  const sent = session?.content.sent.filter(here).find((candidate) => candidate.reviewId === reviewId)
  if (sent) return { kind: 'sent-already', sent }
  const review = session?.content.reviews.find(here)
  const signedIn = session?.content.signedIn
  if (!session || !signedIn || !review) return { kind: 'session-expired', collectivite }
  if (review.id !== reviewId) return { kind: 'review-changed', collectivite }
  const asked = collectivite.asksDeclaredFields
  if (asked && Object.keys(errors).length > 0) return { kind: 'form-refused', collectivite, review }
  const kept = asked ? declared : NOTHING_DECLARED
  return { kind: 'send', collectivite, session, signedIn, review, declared: kept, isShared }
}
