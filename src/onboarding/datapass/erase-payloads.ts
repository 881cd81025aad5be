import { and, isNotNull, lt } from 'drizzle-orm'
import { datapassEvents } from '#src/db/schema.js'
import type { Safe } from '#src/submission/safe.js'

const KEPT_DAYS = 90
const DAY = 86_400_000

/** Of an event processed 90 days ago its number, name and date stay; whom it named does not. */
export async function erasePayloads({ db, now }: Pick<Safe, 'db' | 'now'>): Promise<void> {
  const { envelope, processedAt } = datapassEvents
  const old = lt(processedAt, new Date(now().getTime() - KEPT_DAYS * DAY))
  await db
    .update(datapassEvents)
    .set({ envelope: null })
    .where(and(isNotNull(envelope), old))
}
