/** Why a line is not opened. */
export const FAULTS = [
  'siret-missing',
  'siret-shortened',
  'siret-is-siren',
  'siret-length',
  'siret-wrong',
  'email-missing',
  'email-wrong',
  'email-too-many',
  'dpo-wrong',
  'cog-wrong',
  'place-unknown',
  'name-missing',
] as const
export type Fault = (typeof FAULTS)[number]

/** What came of a line; `duplicate` says the same as one before it. */
export const RESULTS = ['opened', 'invited', 'unchanged', 'suspended', 'closed', 'duplicate'] as const
export type Result = (typeof RESULTS)[number]

/** A line's outcome as it is kept: one result, or its faults. */
export function writeFaults(faults: Fault[]): string | null {
  return faults.length === 0 ? null : faults.join(' ')
}

export function readOutcome(
  outcome: string | null,
): { kind: 'waits' } | { kind: Result } | { kind: 'faulty'; faults: Fault[] } {
  if (outcome === null) return { kind: 'waits' }
  const result = RESULTS.find((candidate) => candidate === outcome)
  if (result) return { kind: result }
  const words = outcome.split(' ')
  return { kind: 'faulty', faults: FAULTS.filter((fault) => words.includes(fault)) }
}
