import type { Form } from './forms.js'

export type RequestState =
  | 'draft'
  | 'submitted'
  | 'changes_requested'
  | 'validated'
  | 'refused'
  | 'revoked'
  | 'archived'

export type Applicant = {
  id: number
  uid: string | null
  email: string
  givenName: string | null
  familyName: string | null
  phoneNumber: string | null
  jobTitle: string | null
}
export type Organization = {
  id: number
  name: string
  /** null for a body abroad. */
  siret: string | null
  inseePayload: Record<string, unknown>
}
/** The right that a validated request gives: an habilitation. */
export type Authorization = {
  id: number
  slug: string
  state: 'active' | 'obsolete' | 'revoked'
  createdAt: Date
  /** The answers as they were when it was given. */
  data: Record<string, unknown>
}
/** A demande, as DataPass has it now. */
export type DataPassRequest = {
  id: number
  publicId: string
  form: Form
  state: RequestState
  /** A validated one, opened again; its habilitation stays active meanwhile. */
  reopening: boolean
  reopenedAt: Date | null
  createdAt: Date
  lastSubmittedAt: Date | null
  lastValidatedAt: Date | null
  organization: Organization
  applicant: Applicant
  /** The answers of the form; contacts are flat keys of it. */
  data: Record<string, unknown>
  /** Oldest first. */
  authorizations: Authorization[]
  events: { id: number; name: string; createdAt: Date }[]
}

export function hasActiveAuthorization({ authorizations }: DataPassRequest): boolean {
  return authorizations.some(({ state }) => state === 'active')
}
