import { COMMAND, noteAct } from '#src/audit/acts.js'
import { CommandFailedError } from '#src/command-failed.js'
import { describeError } from '#src/log.js'
import type { Services } from '#src/services.js'
import type { PurgeReport } from '#src/submission/purge.js'
import { endingsByHour, endingsByNight } from '#src/work-endings.js'

/**
 * Erases at once all that has reached its end, as each hour and each night: after a restore, before the service is back.
 * @throws {CommandFailedError} when something stayed that should have gone; the log says what
 */
export async function purgeByCommand(services: Services, print: (line: string) => void): Promise<void> {
  let failures = 0
  const log: Services['log'] = {
    ...services.log,
    error: (event, fields) => {
      failures += 1
      services.log.error(event, fields)
    },
  }
  const watched = { ...services, log }
  const tell = (report: PurgeReport) => print(wordsOf(report))
  const { db, safe } = services
  const works = {
    'purge not noted': () => db.transaction((tx) => noteAct(safe, tx, COMMAND, 'purge', {})),
    ...endingsByHour(watched, tell),
    ...endingsByNight(watched),
  }
  for (const [failure, work] of Object.entries(works))
    await work().catch((error) => log.error(failure, describeError(error)))
  if (failures > 0) throw new CommandFailedError('Something could not be erased: the log says what, and why')
}

/** The line of the log, in words. */
function wordsOf({ transmissions, collectivites, files, receipts, jobs, failed }: PurgeReport): string {
  const erased = `${transmissions} transmissions of ${collectivites} collectivités erased`
  const along = `with ${files} files, ${receipts} receipts and ${jobs} jobs`
  return `${erased}, ${along}; ${failed} could not be erased`
}
