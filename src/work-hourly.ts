import { remindAccesses } from '#src/agent/members/remind-accesses.js'
import { warnGestionnairesBeforePurge } from '#src/agent/transmissions/warn-before-purge.js'
import { onTime } from '#src/db/clock.js'
import { sweepMails } from '#src/delivery/sweep-mails.js'
import { forgetRetired } from '#src/keys/forget-retired.js'
import { describeError } from '#src/log.js'
import { takeUpAgain } from '#src/onboarding/datapass/take-up-again.js'
import { sweepLists } from '#src/onboarding/openings/sweep-lists.js'
import type { Services } from '#src/services.js'
import { endingsByHour } from '#src/work-endings.js'

/** What has an end of its own, and what is due; one that fails does not stop the others. */
export async function workHourly(services: Services): Promise<void> {
  const works = {
    ...endingsByHour(services),
    ...onTime(services.db, {
      'mails not swept': () => sweepMails(services),
      'datapass events not taken up': () => takeUpAgain(services),
      'accesses not reminded': () => remindAccesses(services),
      'opening lists not swept': () => sweepLists(services),
      'retired keys not forgotten': () => forgetRetired(services),
      'purge not announced': () => warnGestionnairesBeforePurge(services),
    }),
  }
  for (const [failure, work] of Object.entries(works))
    await work().catch((error) => services.log.error(failure, describeError(error)))
}
