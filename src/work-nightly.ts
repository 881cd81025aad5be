import { cutChains } from '#src/audit/cut-chains.js'
import { logHeads } from '#src/audit/log-heads.js'
import { onTime } from '#src/db/clock.js'
import { describeError } from '#src/log.js'
import { type RunReport, reportFailures } from '#src/metrics/run-report.js'
import { reconcile } from '#src/onboarding/datapass/reconcile.js'
import { readSubscriptions } from '#src/onboarding/hubee/read-subscriptions.js'
import type { Services } from '#src/services.js'
import { endingsByNight } from '#src/work-endings.js'

/** What is done once a night; one that fails does not stop the others. @returns what failed */
export async function workNightly(given: Services): Promise<RunReport> {
  const { log, report } = reportFailures(given.log)
  const services = { ...given, log }
  const { db, now, config } = services
  const keys = [config.keys.audit, ...config.keys.formerAudit] as const
  const works: Record<string, () => Promise<unknown>> = {
    // Before the cut: what it leaves is logged tomorrow.
    'audit heads not logged': () => logHeads({ db, log, now }),
    ...onTime(db, { 'audit not cut': () => cutChains({ db, keys, log, now }) }),
    ...endingsByNight(services),
    'datapass not reconciled': () => reconcile(services),
    'hubee subscriptions not read': () => readSubscriptions(services),
  }
  for (const [failure, work] of Object.entries(works))
    await work().catch((error) => log.error(failure, describeError(error)))
  return report
}
