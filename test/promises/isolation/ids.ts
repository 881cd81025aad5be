import { randomBytes, randomUUID } from 'node:crypto'
import { newReference } from '#src/submission/reference.js'

/** A SIRET that is right and that the service does not know. */
const UNKNOWN_SIRET = '21974013100012'

/** Everything of a tenant by which an address, a form or a cookie may name it. */
export type Ids = {
  siret: string
  /** Of what a stranger to all roles sent; `submission` and `place` are its other names. */
  reference: string
  submission: string
  place: string
  attachment: string
  export: string
  delivery: string
  mail: string
  member: string
  asker: string
  invitation: string
  recipient: string
  memberEmail: string
  recipientEmail: string
  origin: string
  /** Of a review, and of an arrival without an answer, in a session that is not the visitor's. */
  review: string
  unanswered: string
} & Record<Secret, string>

/** What its holder alone knows: whoever has it has the right, so strangers try to guess it, or use theirs elsewhere. */
export const SECRETS = [
  'invitationSecret',
  'recipientSecret',
  'held',
  'formToken',
  'state',
  'agentState',
] as const
export type Secret = (typeof SECRETS)[number]

/** Ids as they might be, that are nobody's. */
export function idsOfNobody(siret = UNKNOWN_SIRET): Ids {
  const submission = randomUUID()
  return {
    siret,
    reference: newReference(),
    submission,
    place: placeOf(submission),
    attachment: randomUUID(),
    export: randomUUID(),
    delivery: randomUUID(),
    mail: randomUUID(),
    member: randomUUID(),
    asker: randomUUID(),
    invitation: randomUUID(),
    recipient: randomUUID(),
    memberEmail: 'personne@nulle-part.example',
    recipientEmail: 'accueil@nulle-part.example',
    origin: 'https://nulle-part.example',
    review: randomUUID(),
    unanswered: randomUUID(),
    ...guessedSecrets(),
  }
}

/** As long as the true ones. */
export function guessedSecrets(): Record<Secret, string> {
  const guess = (bytes = 32) => randomBytes(bytes).toString('base64url')
  return {
    invitationSecret: guess(),
    recipientSecret: guess(),
    held: guess(),
    formToken: guess(120),
    state: guess(),
    agentState: guess(),
  }
}

/** Where a page of the list begins, as its address has it. */
export function placeOf(submission: string): string {
  return `2037-01-01T00:00:00.000Z_${submission}`
}
