/** What may be wrong with a chain; docs/audit.md says what each means and what to do. */
export type FaultCode =
  | 'CHANGED'
  | 'REORDERED'
  | 'REMOVED'
  | 'CUT_WITHOUT_PROOF'
  | 'CHECKPOINT_FORGED'
  | 'BEFORE_THE_CUT'
  | 'CUT_AT_THE_END'
  | 'HEAD_MISSING'
  | 'HEAD_FORGED'
  | 'NO_CHAIN'
  | 'NOT_AS_LOGGED'
  | 'SHORTER_THAN_LOGGED'
  | 'CUT_TOO_EARLY'
  | 'GONE'

/** What is wrong, and in words where. */
export type Fault = { code: FaultCode; words: string }
/** What a chain was found to be: `first` is null when nothing is wrong. */
export type Verdict = { lines: number; first: Fault | null; faults: number }

export type FaultCounter = ReturnType<typeof faultCounter>

/** Keeps the first fault and counts them all. */
export function faultCounter() {
  let first: Fault | null = null
  let faults = 0
  return {
    add(code: FaultCode, words: string): void {
      first ??= { code, words }
      faults += 1
    },
    verdict: (lines: number): Verdict => ({ lines, first, faults }),
  }
}
