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
export type AboutToGo = {
  count: number
  firstErasedAt: Date
  /** What was sent until then is meant. */
  sentUntil: Date
}

const DAY = 86_400_000

type Retention = { siret: string; retentionDays: number }

/** What goes within 15 days, for the banner of the desk, counted to `upTo + 1`; null when there is nothing. */
export function findAboutToGo(
  { db, now }: Safe,
  { siret, retentionDays }: Retention,
  upTo: number,
): Promise<AboutToGo | null> {
  const within = { days: WARNING_DAYS[0], retentionDays, moment: now() }
  return asCollectivite(db, siret, async (tx) => {
    const rows = await tx
      .select({ createdAt: submissions.createdAt })
      .from(submissions)
      .where(goesWithin(within))
      .orderBy(submissions.createdAt)
      .limit(upTo + 1)
    const [first] = rows
    return first ? aboutToGo(rows.length, first.createdAt, within) : null
  })
}

/** Takes what nobody was warned of as going within these days of `moment`, and tells it: of two processes one does. */
export function takeUnwarned(
  db: Db,
  { siret, retentionDays }: Retention,
  { days, moment }: { days: WarningDays; moment: Date },
  tell: (tx: Db, about: AboutToGo) => Promise<void>,
): Promise<void> {
  return asCollectivite(db, siret, async (tx) => {
    const rows = await tx
      .update(submissions)
      .set({ warnedDays: days })
      .where(
        and(
          goesWithin({ days, retentionDays, moment }),
          or(isNull(submissions.warnedDays), gt(submissions.warnedDays, days)),
        ),
      )
      .returning({ createdAt: submissions.createdAt })
    if (rows.length === 0) return
    const first = new Date(Math.min(...rows.map(({ createdAt }) => createdAt.getTime())))
    await tell(tx, aboutToGo(rows.length, first, { days, retentionDays, moment }))
  })
}

type Within = { days: number; retentionDays: number; moment: Date }

function goesWithin(within: Within): SQL | undefined {
  return and(
    lte(submissions.createdAt, cutOff(within)),
    isNull(submissions.treatedAt),
    isNull(submissions.exportedAt),
    NO_EXAMPLE,
  )
}

function aboutToGo(count: number, first: Date, within: Within): AboutToGo {
  const firstErasedAt = new Date(first.getTime() + within.retentionDays * DAY)
  return { count, firstErasedAt, sentUntil: cutOff(within) }
}

function cutOff({ days, retentionDays, moment }: Within): Date {
  return new Date(moment.getTime() - (retentionDays - days) * DAY)
}
