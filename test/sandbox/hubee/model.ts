/** Who sends (OSL), receives (SI) or edits software (EDT): a SIRET and the COG code of the commune. */
export type OrganizationIdentifier = { type: string; companyRegister: string; branchCode: string }

export const STATUSES = [
  'HUBEE_RECEIVED',
  'HUBEE_COMPLETED',
  'HUBEE_NOTIFIED',
  'SENT',
  'SI_RECEIVED',
  'IN_PROGRESS',
  'ADD_AWAITING',
  'REFUSED',
  'DONE',
  'SI_INTG_ERROR',
  'CLOSED',
  'ARCHIVED',
] as const
export type Status = (typeof STATUSES)[number]
/** Those that an agent gives; the others are the sender's, and HubEE's own. */
export const AGENT_STATUSES = [
  'SENT',
  'SI_RECEIVED',
  'IN_PROGRESS',
  'ADD_AWAITING',
  'SI_INTG_ERROR',
  'DONE',
  'REFUSED',
] as const satisfies Status[]

export type Attachment = {
  id: string
  fileName: string
  type: string
  size: number
  mimeType: string
  /** External ids of cases. */
  recipients: string[]
  status: 'PENDING' | 'RECEIVED' | 'CORRUPTED' | 'REJECTED'
  bytes: Buffer
}
export type HubeeEvent = {
  id: string
  transmitter: OrganizationIdentifier
  actionType: string
  author: string | null
  message: string | null
  notification: boolean
  status: 'SENT' | 'RECEIVED' | 'IN_PROGRESS'
  caseCurrentStatus: string | null
  caseNewStatus: string | null
  createDateTime: string
}
export type Case = {
  id: string
  externalId: string
  recipient: OrganizationIdentifier
  status: Status
  events: HubeeEvent[]
}
/** A télédossier. */
export type Folder = {
  id: string
  externalId: string
  processCode: string
  applicant: { firstName: string; lastName: string }
  globalStatus: Status
  cases: Case[]
  attachments: Attachment[]
  createDateTime: string
}
export type Notification = {
  id: string
  recipient: OrganizationIdentifier
  transmitter: OrganizationIdentifier
  processCode: string
  caseId: string | null
  eventId: string | null
  dateTime: string
}
export const SUBSCRIPTION_STATUSES = ['Actif', 'Inactif', 'Refusé', 'Suspendu'] as const
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number]
export type Subscription = {
  id: string
  datapassId: number
  processCode: string
  subscriber: OrganizationIdentifier
  status: SubscriptionStatus
  notificationFrequency: string
  email: string | null
  creationDateTime: string
}

/** What is said of its files, without their bytes. */
export function filesOf({ attachments }: Folder) {
  return attachments.map(({ bytes: _, ...one }) => one)
}

/** All that HubEE knows. */
export type Hub = {
  folders: Folder[]
  organizations: OrganizationIdentifier[]
  subscriptions: Subscription[]
  notifications: Notification[]
}

/** Ours: the only sender. */
export const SENDER: OrganizationIdentifier = {
  type: 'OSL',
  companyRegister: '13002526500013',
  branchCode: '75107',
}

/** `SI-<siret>-<branchCode>`, as addresses and messages have it. */
export function nameOf({ type, companyRegister, branchCode }: OrganizationIdentifier): string {
  return `${type}-${companyRegister}-${branchCode}`
}

/** As real payloads have them: `2024-07-04T08:54:15.438+00:00`. */
export function momentOf(now: Date): string {
  return now.toISOString().replace('Z', '+00:00')
}
