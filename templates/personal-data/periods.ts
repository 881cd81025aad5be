import { RULES } from '#templates/information/rules.js'

/** What the code counts by; `test/promises/personal-data.test.ts` compares them with it. */
export const PERIODS = {
  sessionMinutes: RULES.reviewMinutes,
  /** However often a resident's session is prolonged. */
  sessionHours: 2,
  heldFileMinutes: 30,
  agentIdleMinutes: RULES.agentIdleMinutes,
  agentHours: RULES.agentHours,
  /** Files of a transmission that is treated. */
  treatedDays: 15,
  /** A mail that no server takes is given up. */
  mailHours: 48,
  /** The words of one that was given up. */
  failedMailDays: 7,
  /** When it left, and how. */
  mailDays: 90,
  /** A link is forgotten so long after its last day. */
  invitationDays: 30,
  /** What DataPass said, once it was acted upon. */
  datapassDays: 90,
  openingListHours: 24,
  /** The longest window of a limit. */
  limitHours: 24,
  /** Work that failed for good stays in the queue, the day included after which what it has put aside goes. */
  deadLetterDays: 31,
  closingDays: RULES.exportDays,
  traceMonths: RULES.traceMonths,
  /** Logs leave on stdout: whoever runs the service keeps them no longer. */
  logMonths: 12,
} as const
