import type { ColumnsOf } from '#templates/personal-data/columns.js'
import { NOBODY } from '#templates/personal-data/place.js'

type Tables =
  | 'submissions'
  | 'attachments'
  | 'hubeeFolders'
  | 'hubeeCases'
  | 'sessions'
  | 'sentTransmissions'
  | 'rateLimits'

/** Tables that hold what residents send. */
export const RESIDENT_COLUMNS: ColumnsOf<Tables> = {
  submissions: {
    id: 'following.reference',
    siret: 'following.recipient',
    reference: 'following.reference',
    createdAt: 'following.dates',
    origin: 'following.origin',
    toCheck: 'following.toCheck',
    openedAt: 'following.dates',
    exportedAt: 'following.dates',
    treatedAt: 'following.dates',
    example: NOBODY,
    warnedDays: NOBODY,
    deliveryId: 'following.dates',
    person: 'following.person',
    previousId: 'following.previous',
    envelope: { holds: ['transmission'] },
  },
  attachments: {
    id: 'files.transmission',
    siret: 'files.transmission',
    submissionId: 'files.transmission',
    envelope: { holds: ['file'] },
  },
  hubeeFolders: {
    id: 'hubee.reference',
    siret: NOBODY,
    reference: 'hubee.reference',
    createdAt: 'hubee.dates',
    dueSince: 'hubee.dates',
    folderId: 'hubee.reference',
    caseId: 'hubee.reference',
    attempts: 'hubee.dates',
    heldUntil: NOBODY,
    lastAttemptAt: 'hubee.dates',
    lastCode: 'hubee.dates',
    nextAttemptAt: 'hubee.dates',
    completedAt: 'hubee.dates',
    failedAt: 'hubee.dates',
    status: 'hubee.dates',
    statusAt: 'hubee.dates',
    closedAt: 'hubee.dates',
  },
  hubeeCases: { caseId: 'hubee.reference', siret: NOBODY },
  sessions: {
    id: 'visitRow.cookie',
    content: { holds: ['residentSession', 'agentSession', 'heldFile'] },
    version: NOBODY,
    expiresAt: 'visitRow.end',
  },
  sentTransmissions: {
    id: NOBODY,
    sender: 'found.sender',
    envelope: { holds: ['sentTransmission'] },
    lastDay: 'found.lastDay',
  },
  rateLimits: { key: 'limits.key', points: 'limits.count', expire: 'limits.count' },
}
