import { and, gt, isNull, lte, or, type SQL } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { submissions } from '#src/db/schema.js'
import { NO_EXAMPLE } from '#src/submission/filter.js'
import type { Safe } from '#src/submission/safe.js'

/** Days before the purge at which a gestionnaire is warned of what nobody took. */
export const WARNING_DAYS = [15, 3] as const
export type WarningDays = (typeof WARNING_DAYS)[number]

/** What will be erased within these days though nobody treated it nor took it away. */
export type AboutToGo = { count: number; firstErasedAt: Date }

const DAY = 86_400_000

type Retention = { siret: string; retentionDays: number }

/** What goes within 15 days, for the banner of the desk, counted to `upTo + 1`; null when there is nothing. */
export function findAboutToGo(
  { db, now }: Safe,
  { siret, retentionDays }: Retention,
  upTo: number,
): Promise<AboutToGo | null> {
  return asCollectivite(db, siret, async (tx) => {
    const rows = await tx
      .select({ createdAt: submissions.createdAt })
      .from(submissions)
      .where(goesWithin(WARNING_DAYS[0], retentionDays, now()))
      .orderBy(submissions.createdAt)
      .limit(upTo + 1)
    const [first] = rows
    return first ? aboutToGo(rows.length, first.createdAt, retentionDays) : null
  })
}

/**
 * Warns once of what goes within these days of `moment`: `warn` runs while the rows are held, so that of two processes
 * one warns, and when it answers false the rows wait for the next time.
 */
export function warnBeforePurge(
  db: Db,
  { siret, retentionDays }: Retention,
  { days, moment }: { days: WarningDays; moment: Date },
  warn: (about: AboutToGo) => Promise<boolean>,
): Promise<void> {
  return asCollectivite(db, siret, async (tx) => {
    const rows = await tx
      .update(submissions)
      .set({ warnedDays: days })
      .where(
        and(
          goesWithin(days, retentionDays, moment),
          or(isNull(submissions.warnedDays), gt(submissions.warnedDays, days)),
        ),
      )
      .returning({ createdAt: submissions.createdAt })
    if (rows.length === 0) return
    const first = new Date(Math.min(...rows.map(({ createdAt }) => createdAt.getTime())))
    if (!(await warn(aboutToGo(rows.length, first, retentionDays)))) throw new NotWarnedError()
  }).catch((error) => {
    if (!(error instanceof NotWarnedError)) throw error
  })
}

/** Rolls back: nobody was reached. */
class NotWarnedError extends Error {}

function goesWithin(days: number, retentionDays: number, now: Date): SQL | undefined {
  return and(
    lte(submissions.createdAt, new Date(now.getTime() - (retentionDays - days) * DAY)),
    isNull(submissions.treatedAt),
    isNull(submissions.exportedAt),
    NO_EXAMPLE,
  )
}

function aboutToGo(rows: number, first: Date, retentionDays: number): AboutToGo {
  return { count: rows, firstErasedAt: new Date(first.getTime() + retentionDays * DAY) }
}
