import type { AttachmentKind } from '#src/attachments/attachment.js'
import type { QuotientFamilial } from '#src/external/api-particulier/quotient-familial.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'

/** Why an agent should look twice, in the order of the CSV. */
export const REASONS = [
  'QF modifié',
  'QF à 0',
  'Signalé par l’usager',
  'Attestation',
  'Sans FranceConnect',
] as const
export type Reason = (typeof REASONS)[number]
export const ORIGINS = ['FranceConnect', 'Attestation', 'Attestation sans FranceConnect', 'Guichet'] as const
export type Origin = (typeof ORIGINS)[number]

/** What the resident wrote herself, ≤ 100 characters each; empty when she did not. */
export type DeclaredFields = { knownName: string; childrenOrServices: string }

/** What a resident sends, but for her files. */
export type SubmissionContent = {
  identity: PivotIdentity
  quotientFamilial: QuotientFamilial
  /** The resident's identifier in the software of the collectivité, from the link she followed. */
  externalId: string | null
  declared: DeclaredFields
  /** Why, in her own words, the certified quotient familial does not match; null when she said nothing. */
  dispute: string | null
}

/** A file that she joined: what it is, and its size in bytes. The file itself has an envelope of its own. */
export type Attachment = { id: string; kind: AttachmentKind; size: number }

/** What the envelope of a submission holds. */
export type SealedContent = SubmissionContent & { attachments: Attachment[]; reasons: Reason[] }

/** A submission as an agent reads it. */
export type OpenedSubmission = SealedContent & {
  id: string
  reference: string
  createdAt: Date
  origin: Origin
  /** When an agent first opened or exported it, before this opening. */
  openedAt: Date | null
  /** When a file or a mail first took it away. */
  exportedAt: Date | null
  treatedAt: Date | null
  /** Made up to try the desk. */
  example: boolean
  /** The same person's previous certified transmission, while it is kept. */
  previous: { reference: string; createdAt: Date; value: number } | null
}
