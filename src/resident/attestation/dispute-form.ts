/** What is said to be wrong, as typed, and what is wrong with that. */
export type DisputeReading = { reason: string; error: string | null }

const REASON_MAX_CHARACTERS = 500

/** Reads why the quotient familial does not match; lines stay lines, other controls become spaces. */
export function readDispute(body: Record<string, unknown>): DisputeReading {
  const typed = typeof body.motif === 'string' ? body.motif : ''
  const reason = typed
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n]+/gu, ' ')
    .trim()
  const { length } = [...reason]
  if (length === 0) return { reason, error: 'Dites en une phrase ce qui ne correspond pas.' }
  if (length <= REASON_MAX_CHARACTERS) return { reason, error: null }
  return {
    reason,
    error: `Ce texte compte ${length} caractères : raccourcissez-le à ${REASON_MAX_CHARACTERS} au plus.`,
  }
}
