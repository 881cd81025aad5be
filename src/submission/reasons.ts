import { REASONS, type Reason, type SubmissionContent } from '#src/submission/content.js'

/** Why an agent should look twice at what was sent, beside the same person's previous certified transmission. */
export function reasonsOf(
  { quotientFamilial: { value } }: SubmissionContent,
  previous: SubmissionContent | null,
): Reason[] {
  const holds: Partial<Record<Reason, boolean>> = {
    'QF modifié': previous !== null && previous.quotientFamilial.value !== value,
    'QF à 0': value === 0,
  }
  return REASONS.filter((reason) => holds[reason])
}
