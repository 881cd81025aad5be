import type { ColumnsOf } from '#templates/personal-data/columns.js'
import { NOBODY } from '#templates/personal-data/place.js'

type Tables =
  | 'members'
  | 'invitations'
  | 'recipients'
  | 'contacts'
  | 'mails'
  | 'exports'
  | 'deliveries'
  | 'datapassEvents'
  | 'operators'
  | 'operatorActs'
  | 'openingLists'
  | 'openingLines'
  | 'auditEvents'

/** Tables that hold who works for whom, and who did what. */
export const AGENT_COLUMNS: ColumnsOf<Tables> = {
  members: {
    id: 'members.number',
    siret: 'members.organisation',
    email: 'members.email',
    proConnectSub: 'account.sub',
    role: 'members.role',
    createdAt: 'members.dates',
    acceptedAt: 'members.dates',
    name: 'members.name',
    siren: 'members.organisation',
    requestedAt: 'members.dates',
    leftAt: 'members.dates',
  },
  invitations: {
    id: NOBODY,
    siret: NOBODY,
    tokenHash: 'invitations.token',
    email: 'invitations.email',
    role: 'invitations.email',
    invitedBy: 'invitations.invitedBy',
    createdAt: 'invitations.dates',
    expiresAt: 'invitations.dates',
    usedAt: 'invitations.dates',
  },
  recipients: {
    id: NOBODY,
    siret: NOBODY,
    email: 'recipients.email',
    createdAt: 'recipients.dates',
    tokenHash: 'recipients.token',
    tokenExpiresAt: 'recipients.dates',
    confirmedAt: 'recipients.dates',
    refusedAt: 'recipients.dates',
    removedAt: 'recipients.dates',
  },
  contacts: {
    siret: NOBODY,
    kind: 'contacts.kind',
    email: 'contacts.email',
    name: 'contacts.name',
    since: 'contacts.since',
  },
  mails: {
    id: 'receiptDates.transmission',
    siret: NOBODY,
    deliveryId: NOBODY,
    recipientId: 'mailDates.about',
    about: ['mailDates.about', 'receiptDates.transmission'],
    envelope: { holds: ['mail'] },
    createdAt: ['mailDates.dates', 'receiptDates.dates'],
    attempts: ['mailDates.dates', 'receiptDates.dates'],
    heldUntil: NOBODY,
    lastAttemptAt: ['mailDates.dates', 'receiptDates.dates'],
    lastCode: ['mailDates.dates', 'receiptDates.dates'],
    nextAttemptAt: ['mailDates.dates', 'receiptDates.dates'],
    acceptedAt: ['mailDates.dates', 'receiptDates.dates'],
    failedAt: ['mailDates.dates', 'receiptDates.dates'],
  },
  exports: {
    id: NOBODY,
    siret: NOBODY,
    createdAt: 'leaving.dates',
    actor: 'leaving.actor',
    format: 'leaving.selection',
    selection: 'leaving.selection',
    firstAt: 'leaving.dates',
    lastAt: 'leaving.dates',
    count: NOBODY,
    references: 'leaving.references',
  },
  deliveries: {
    id: NOBODY,
    siret: NOBODY,
    createdAt: 'leaving.dates',
    frequency: NOBODY,
    content: NOBODY,
    periodEnd: NOBODY,
    firstAt: 'leaving.dates',
    lastAt: 'leaving.dates',
    count: NOBODY,
    references: 'leaving.references',
  },
  datapassEvents: {
    arrival: NOBODY,
    source: NOBODY,
    modelId: NOBODY,
    definition: NOBODY,
    event: NOBODY,
    firedAt: NOBODY,
    receivedAt: NOBODY,
    concerned: NOBODY,
    organizationSiret: NOBODY,
    requestState: NOBODY,
    authorized: NOBODY,
    envelope: { holds: ['datapassEvent'] },
    processedAt: NOBODY,
  },
  operators: {
    id: 'operators.number',
    email: 'operators.email',
    name: 'operators.name',
    lastSeenAt: 'operators.lastSeenAt',
  },
  operatorActs: {
    seq: NOBODY,
    mac: NOBODY,
    at: 'operatorActs.what',
    operatorId: 'operatorActs.who',
    act: 'operatorActs.what',
    organizationSiret: 'operatorActs.what',
    concerned: 'operatorActs.what',
  },
  openingLists: {
    id: NOBODY,
    operatorId: 'openingLists.operator',
    createdAt: NOBODY,
    ignoredColumns: NOBODY,
    confirmedAt: NOBODY,
    endedAt: NOBODY,
  },
  openingLines: {
    listId: NOBODY,
    line: NOBODY,
    organizationSiret: NOBODY,
    codeCog: NOBODY,
    name: NOBODY,
    emails: 'openingLists.emails',
    businessContact: 'openingLists.contacts',
    dataProtectionOfficer: 'openingLists.contacts',
    outcome: NOBODY,
  },
  auditEvents: {
    siret: NOBODY,
    seq: NOBODY,
    at: 'trace.action',
    actor: 'trace.actor',
    action: 'trace.action',
    references: 'trace.references',
    mac: NOBODY,
  },
}
