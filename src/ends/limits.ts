/** As long as the trace: what it names keeps its name until then. */
export const TRACED_MONTHS = 36
/** A link says so long after its last day that it is over. */
export const LINK_DAYS = 30
/** Where a partner site asked for nothing any more. */
const ORIGIN_DAYS = 90

const DAY = 86_400_000

/** What is older has ended. */
export type Limits = { traced: Date; links: Date; origins: Date }

export function limitsAt(now: Date): Limits {
  const traced = new Date(now)
  traced.setUTCMonth(traced.getUTCMonth() - TRACED_MONTHS)
  return {
    traced,
    links: new Date(now.getTime() - LINK_DAYS * DAY),
    origins: new Date(now.getTime() - ORIGIN_DAYS * DAY),
  }
}
