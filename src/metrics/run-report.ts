import type { Log } from '#src/log.js'

/** What a run leaves in the queue: how often each of these events was logged as an error. */
export type RunReport = { failures: Record<string, number> }

/** The same log, and a report that grows with each error in it. */
export function reportFailures(log: Log): { log: Log; report: RunReport } {
  const failures: RunReport['failures'] = {}
  return {
    log: {
      ...log,
      error(event, fields) {
        failures[event] = (failures[event] ?? 0) + 1
        log.error(event, fields)
      },
    },
    report: { failures },
  }
}
