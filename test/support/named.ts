import type { QuotientFamilial } from '#src/external/api-particulier/quotient-familial.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import type { SubmissionContent } from '#src/submission/content.js'

/** Two communes of the reference: their SIREN is real, so the service knows name, postal codes and département. */
export const FAY_AUX_LOGES = '21450142100017'
export const CALVI = '21200050900019'

/** A resident of the tests: nobody has this name. */
export const nadege: PivotIdentity = {
  familyName: 'D’ESSAI-MARQUEUR',
  givenNames: ['Nadège', 'Anne Lise'],
  birthdate: '1988-04-09',
  gender: 'female',
  birthplace: '45142',
  birthcountry: '99100',
}

export const qf742: QuotientFamilial = {
  provider: 'CNAF',
  value: 742,
  year: 2026,
  month: 11,
  calculationYear: 2026,
  calculationMonth: 10,
}

/** What Nadège sends, with whatever a test wants otherwise. */
export function contentOf(change: Partial<SubmissionContent> = {}): SubmissionContent {
  return {
    identity: nadege,
    quotientFamilial: qf742,
    externalId: null,
    declared: { knownName: '', childrenOrServices: '' },
    dispute: null,
    ...change,
  }
}
