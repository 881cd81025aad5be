import type { Origin } from '#src/submission/content.js'

/** Whether a paper of the fund was sent, and not what the fund itself answered. */
export function isAttestation(origin: Origin | null): boolean {
  return origin === 'Attestation' || origin === 'Attestation sans FranceConnect'
}
