/** Figures that these pages promise; `test/journeys/information.test.ts` holds them to what the code does. */
export const RULES = {
  /** What was fetched or joined and not transmitted is kept so long after what was last done with it, at most. */
  reviewMinutes: 30,
  /** A quotient familial is asked anew once in so many. */
  refreshHours: 24,
  agentIdleMinutes: 30,
  agentHours: 8,
  signOutMinutes: 10,
  /** Accesses are confirmed as often. */
  accessMonths: 18,
  traceMonths: 36,
  /** Before what nobody took is erased, gestionnaires are warned. */
  warningDays: [15, 3],
  /** Agents of a closed collectivité may still take their files. */
  exportDays: 30,
  // What follows is promised by the operator and done by people.
  /** A breach is told to the collectivité. */
  breachHours: 48,
  /** A change of these terms, or of a sub-processor, is told ahead. */
  noticeDays: 30,
} as const
