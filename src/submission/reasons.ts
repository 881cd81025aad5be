import { type Origin, REASONS, type Reason, type SubmissionContent } from '#src/submission/content.js'

/** Why an agent should look twice at what was sent, beside the same person's previous certified transmission. */
export function reasonsOf(
  { quotientFamilial: { value }, dispute }: SubmissionContent,
  origin: Origin,
  previous: SubmissionContent | null,
): Reason[] {
  const holds: Partial<Record<Reason, boolean>> = {
    'QF modifié': previous !== null && previous.quotientFamilial.value !== value,
    'QF à 0': value === 0,
    'Signalé par l’usager': dispute !== null,
    Attestation: origin === 'Attestation' || origin === 'Attestation sans FranceConnect',
    'Sans FranceConnect': origin === 'Attestation sans FranceConnect',
  }
  return REASONS.filter((reason) => holds[reason])
}
