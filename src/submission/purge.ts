import { sql } from 'drizzle-orm'
import { siretsWith } from '#src/db/sirets-with.js'
import type { Log } from '#src/log.js'
import { type Purged, purgeCollectivite } from '#src/submission/purge-collectivite.js'
import type { Safe } from '#src/submission/safe.js'

/** What a purge did in all collectivités: the same stands in the log. */
export type PurgeReport = {
  collectivites: number
  transmissions: number
  files: number
  receipts: number
  jobs: number
  /** Transmissions that should have gone and did not. */
  failed: number
}

/**
 * Erases every transmission that is older than the retention of its collectivité, or than the operator's, if that is
 * less, with all that is its own. What fails somewhere stops nothing else, and comes again at the next purge.
 */
export async function purge({
  safe,
  log,
  config: { retentionDays },
}: {
  safe: Safe
  log: Log
  config: { retentionDays: number }
}): Promise<PurgeReport> {
  const started = performance.now()
  const at = safe.now().toISOString()
  const sirets = await siretsWith(
    safe.db,
    ({ first, last }) =>
      sql`sirets_to_purge(${first}, ${last}, ${at}::timestamptz, ${retentionDays}::integer)`,
  )
  const report = { collectivites: 0, transmissions: 0, files: 0, receipts: 0, jobs: 0, failed: 0 }
  for (const siret of sirets) {
    const purged = await purgeCollectivite(safe, siret, retentionDays)
    tell(log, siret, purged)
    report.collectivites += purged.transmissions > 0 ? 1 : 0
    report.transmissions += purged.transmissions
    report.files += purged.files
    report.receipts += purged.receipts
    report.jobs += purged.jobs
    report.failed += purged.failed.length
  }
  log.info('purged', { ...report, milliseconds: Math.round(performance.now() - started) })
  return report
}

/** One line for each code, however many rows it stands for. */
function tell(log: Log, siret: string, { failed, unlinked }: Purged): void {
  for (const [errorCode, rows] of counted(failed))
    log.error('transmissions not erased', { siret, errorCode, failed: rows })
  for (const [errorCode, rows] of counted(unlinked))
    log.warn('transmissions not linked anew', { siret, errorCode, transmissions: rows })
}

function counted(codes: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return counts
}
