import type { ResidentSession } from '#src/resident/resident-session.js'
import type { FieldsOf } from '#templates/personal-data/contents.js'

const IDENTITY = {
  familyName: 'visit.identity',
  givenNames: 'visit.identity',
  birthdate: 'visit.identity',
  gender: 'visit.identity',
  birthplace: 'visit.identity',
  birthcountry: 'visit.identity',
} as const
const DESTINATION = {
  kind: 'visit.destination',
  siret: 'visit.destination',
  refresh: 'visit.destination',
  externalId: 'visit.link',
  returnAddress: 'visit.link',
} as const

/** Every field of a resident's session. */
export const RESIDENT_SESSION: FieldsOf<ResidentSession> = {
  pending: { state: 'visit.checks', nonce: 'visit.checks', destination: DESTINATION },
  returning: { callback: 'visit.checks', destination: DESTINATION, since: 'visit.checks' },
  returned: {
    callback: 'visit.checks',
    destination: DESTINATION,
    outcome: {
      kind: 'visit.outcome',
      fund: 'visit.outcome',
      until: 'visit.outcome',
      code: 'visit.outcome',
      unavailable: 'visit.outcome',
    },
    leadsTo: 'visit.checks',
  },
  successor: { token: 'visit.checks', sub: 'visit.account' },
  predecessor: 'visit.checks',
  signedIn: { sub: 'visit.account', idToken: 'visit.account', at: 'visit.account' },
  reviews: {
    id: 'visit.checks',
    siret: 'visit.destination',
    identity: IDENTITY,
    quotientFamilial: {
      provider: 'visit.quotientFamilial',
      value: 'visit.quotientFamilial',
      year: 'visit.quotientFamilial',
      month: 'visit.quotientFamilial',
      calculationYear: 'visit.quotientFamilial',
      calculationMonth: 'visit.quotientFamilial',
    },
    refresh: 'visit.destination',
    externalId: 'visit.link',
    returnAddress: 'visit.link',
  },
  unanswered: {
    id: 'visit.checks',
    siret: 'visit.destination',
    identity: IDENTITY,
    externalId: 'visit.link',
    returnAddress: 'visit.link',
  },
  sent: {
    reviewId: 'visit.checks',
    siret: 'visit.destination',
    reference: 'visit.sent',
    returnAddress: 'visit.link',
    isShared: 'visit.sharedComputer',
    apart: { submittedAt: 'visit.sent', year: 'visit.sent', month: 'visit.sent', cancelledAt: 'visit.sent' },
  },
}
