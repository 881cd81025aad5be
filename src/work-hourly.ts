import { remindAccesses } from '#src/agent/members/remind-accesses.js'
import { warnGestionnairesBeforePurge } from '#src/agent/transmissions/warn-before-purge.js'
import { onTime } from '#src/db/clock.js'
import { sweepFolders } from '#src/delivery/hubee/sweep-folders.js'
import { sweepMails } from '#src/delivery/sweep-mails.js'
import { forgetRetired } from '#src/keys/forget-retired.js'
import { describeError } from '#src/log.js'
import { type RunReport, reportFailures } from '#src/metrics/run-report.js'
import { takeUpAgain } from '#src/onboarding/datapass/take-up-again.js'
import { sweepLists } from '#src/onboarding/openings/sweep-lists.js'
import type { Services } from '#src/services.js'
import type { PurgeReport } from '#src/submission/purge.js'
import { endingsByHour } from '#src/work-endings.js'

/** What has an end of its own, and what is due; one that fails does not stop the others. @returns what failed */
export async function workHourly(given: Services): Promise<RunReport> {
  const { log, report } = reportFailures(given.log)
  const services = { ...given, log }
  const works = {
    ...endingsByHour(services, (purged) => countPurged(services, purged)),
    ...onTime(services.db, {
      'mails not swept': () => sweepMails(services),
      'folders not swept': () => sweepFolders(services),
      'datapass events not taken up': () => takeUpAgain(services),
      'accesses not reminded': () => remindAccesses(services),
      'opening lists not swept': () => sweepLists(services),
      'retired keys not forgotten': () => forgetRetired(services),
      'purge not announced': () => warnGestionnairesBeforePurge(services),
    }),
  }
  for (const [failure, work] of Object.entries(works))
    await work().catch((error) => log.error(failure, describeError(error)))
  return report
}

function countPurged({ metrics }: Services, { transmissions, files, receipts, jobs, failed }: PurgeReport) {
  for (const [what, times] of Object.entries({ transmissions, files, receipts, jobs }))
    metrics.count('qf_purge_erased_total', { what: what as 'transmissions' }, times)
  metrics.count('qf_purge_failed_total', {}, failed)
}
