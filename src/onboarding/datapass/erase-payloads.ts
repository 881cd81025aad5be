import { and, isNotNull, lt, not, sql } from 'drizzle-orm'
import { datapassEvents, habilitations } from '#src/db/schema.js'
import type { Safe } from '#src/submission/safe.js'

export const KEPT_DAYS = 90
const DAY = 86_400_000

/**
 * Of an event processed 90 days ago its number, name and date stay; whom it named does not, unless the operator has yet
 * to say something about it.
 */
export async function erasePayloads({ db, now }: Pick<Safe, 'db' | 'now'>): Promise<void> {
  const { envelope, processedAt, modelId } = datapassEvents
  const waits = sql`exists (select from ${habilitations} where ${habilitations.id} = ${modelId}
    and ${habilitations.waitsFor} is not null)`
  const old = lt(processedAt, new Date(now().getTime() - KEPT_DAYS * DAY))
  await db
    .update(datapassEvents)
    .set({ envelope: null })
    .where(and(isNotNull(envelope), old, not(waits)))
}
