import type { AgentSession } from '#src/agent/agent-session.js'
import type { AcceptedFile } from '#src/attachments/attachment.js'
import type { SealedMail } from '#src/delivery/sealed-mail.js'
import type { JobData } from '#src/jobs/jobs.js'
import type { LogFields } from '#src/log.js'
import type { EventDetails } from '#src/onboarding/datapass/read-event.js'
import type { HeldFile } from '#src/resident/attestation/held-files.js'
import type { ResidentSession } from '#src/resident/resident-session.js'
import type { SealedContent } from '#src/submission/content.js'
import type { SentTransmission } from '#src/submission/sent-transmissions.js'
import { RESIDENT_SESSION } from '#templates/personal-data/contents-of-visit.js'
import { NOBODY, type Place } from '#templates/personal-data/place.js'

type Keys<Value> = Value extends unknown ? keyof Value : never
type Inside<Value, Key> = Value extends unknown ? (Key extends keyof Value ? Value[Key] : never) : never
type Leaf = string | number | boolean | Date | Buffer | null | undefined | readonly (string | number)[]

/**
 * Every field of a content, down to the last one, of unions the fields of all: a new one does not compile until it is
 * described.
 */
export type FieldsOf<Content> = [NonNullable<Content>] extends [Leaf]
  ? Place
  : NonNullable<Content> extends readonly (infer One)[]
    ? FieldsOf<One>
    : {
        [Key in Keys<Exclude<NonNullable<Content>, Leaf>>]-?: FieldsOf<
          Inside<Exclude<NonNullable<Content>, Leaf>, Key>
        >
      }

/** What stands in envelopes, in the queue and in the logs. */
type Contents = {
  transmission: SealedContent
  file: Pick<AcceptedFile, 'bytes'>
  heldFile: HeldFile
  residentSession: ResidentSession
  agentSession: AgentSession
  sentTransmission: SentTransmission
  mail: SealedMail
  datapassEvent: EventDetails & { body: string }
  job: JobData[keyof JobData]
  log: LogFields
}
export type ContentName = keyof Contents

/** What every field of every content holds of persons. */
export const CONTENTS: { [Name in ContentName]: FieldsOf<Contents[Name]> } = {
  transmission: {
    identity: {
      familyName: 'identity.familyName',
      givenNames: 'identity.givenNames',
      birthdate: 'identity.birthdate',
      gender: 'identity.gender',
      birthplace: 'identity.birthplace',
      birthcountry: 'identity.birthcountry',
    },
    quotientFamilial: {
      provider: 'quotientFamilial.provider',
      value: 'quotientFamilial.value',
      year: 'quotientFamilial.month',
      month: 'quotientFamilial.month',
      calculationYear: 'quotientFamilial.calculation',
      calculationMonth: 'quotientFamilial.calculation',
    },
    externalId: 'added.externalId',
    declared: { knownName: 'added.knownName', childrenOrServices: 'added.childrenOrServices' },
    dispute: 'added.dispute',
    attachments: { id: 'filesKnown.number', kind: 'filesKnown.kind', size: 'filesKnown.kind' },
    reasons: 'added.reasons',
  },
  file: { bytes: 'files.bytes' },
  heldFile: { name: 'heldFiles.name', kind: 'heldFiles.bytes', bytes: 'heldFiles.bytes' },
  residentSession: RESIDENT_SESSION,
  agentSession: {
    pending: {
      state: 'agentVisit.checks',
      nonce: 'agentVisit.checks',
      codeVerifier: 'agentVisit.checks',
      invitation: 'agentVisit.errand',
      returnTo: 'agentVisit.errand',
    },
    signedIn: {
      agent: {
        sub: 'agentVisit.account',
        email: 'agentVisit.identity',
        givenName: 'agentVisit.identity',
        usualName: 'agentVisit.identity',
        siret: 'agentVisit.identity',
      },
      idToken: 'agentVisit.account',
      since: 'agentVisit.since',
      desks: 'agentVisit.desks',
      search: { siret: 'agentSearch.where', text: 'agentSearch.text' },
    },
  },
  sentTransmission: {
    siret: 'found.recipient',
    reference: 'found.reference',
    submittedAt: 'found.submittedAt',
    year: 'found.month',
    month: 'found.month',
    cancelledAt: 'found.cancelledAt',
  },
  mail: {
    to: ['mails.address', 'receipt.address'],
    content: {
      subject: ['mails.text', 'receipt.text'],
      blocks: {
        link: ['mails.text', 'receipt.text'],
        label: ['mails.text', 'receipt.text'],
        steps: ['mails.text', 'receipt.text'],
      },
    },
  },
  datapassEvent: {
    sirene: { name: NOBODY, legalCategory: NOBODY, codeCog: NOBODY, postalCode: NOBODY },
    organizationName: NOBODY,
    editor: NOBODY,
    applicant: { email: 'habilitation.applicant', name: 'habilitation.applicant' },
    businessContact: { email: 'habilitation.businessContact', name: 'habilitation.businessContact' },
    dataProtectionOfficer: {
      email: 'habilitation.dataProtectionOfficer',
      name: 'habilitation.dataProtectionOfficer',
    },
    body: 'habilitation.body',
  },
  job: { siret: NOBODY, id: 'queue.mail', demande: NOBODY, list: NOBODY },
  log: {
    requestId: NOBODY,
    method: NOBODY,
    route: NOBODY,
    status: NOBODY,
    milliseconds: NOBODY,
    siret: NOBODY,
    outcome: NOBODY,
    upstreamStatus: NOBODY,
    upstreamCode: NOBODY,
    upstreamRequestId: NOBODY,
    errorName: NOBODY,
    errorCode: NOBODY,
    causeCode: NOBODY,
    stack: NOBODY,
    seq: NOBODY,
    mac: NOBODY,
    listensOn: NOBODY,
    signal: NOBODY,
    collectivites: NOBODY,
    transmissions: NOBODY,
    files: NOBODY,
    receipts: NOBODY,
    jobs: NOBODY,
    failed: NOBODY,
  },
}
