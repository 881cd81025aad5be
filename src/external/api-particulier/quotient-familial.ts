/** The quotient familial as the CAF or the MSA computed it; euros, months from 1 to 12. */
export type QuotientFamilial = {
  /** `CNAF`, `MSA` or another word of the provider. */
  provider: string
  value: number
  year: number
  month: number
  calculationYear: number | null
  calculationMonth: number | null
}

export type Fund = 'CAF' | 'MSA' | 'both' | 'unknown'

/** What asking for a quotient familial can end in; decided by status, then code, never by text. */
export type QuotientFamilialOutcome =
  | { kind: 'found'; quotientFamilial: QuotientFamilial }
  | { kind: 'no-value' }
  | { kind: 'no-file'; fund: Fund }
  | { kind: 'not-identified' }
  | { kind: 'busy' }
  | { kind: 'unavailable'; until: Date | null }
  | { kind: 'sign-in-again' }
  | { kind: 'misconfigured'; code: string }
