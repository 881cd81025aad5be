import { and, count, isNotNull, isNull, max, sql } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { hubeeFolders } from '#src/db/schema.js'
import { type KnownSubscription, readSubscription } from '#src/delivery/hubee/subscription.js'
import { IS_OPEN, WAITS_FOR_SUBSCRIPTION } from '#src/delivery/hubee/waiting-folders.js'

/** How far what is handed over to HubEE has come, in numbers. */
export type Channel = {
  subscription: KnownSubscription | null
  completed: number
  lastCompletedAt: Date | null
  /** Until the subscription is active. */
  waiting: number
  /** Under way, those included that are tried again. */
  leaving: number
  /** Given up, and not tried again. */
  failed: number
}

export function readChannel(db: Db, siret: string): Promise<Channel> {
  const { completedAt, failedAt } = hubeeFolders
  const waits = and(IS_OPEN, WAITS_FOR_SUBSCRIPTION)
  return asCollectivite(db, siret, async (tx) => {
    const [subscription, [row]] = await Promise.all([
      readSubscription(tx, siret),
      tx
        .select({
          completed: count(completedAt),
          lastCompletedAt: max(completedAt),
          waiting: sql<number>`(count(*) filter (where ${waits}))::int`,
          open: sql<number>`(count(*) filter (where ${IS_OPEN}))::int`,
          failed: sql<number>`(count(*) filter (where ${and(isNull(completedAt), isNotNull(failedAt))}))::int`,
        })
        .from(hubeeFolders),
    ])
    const { completed = 0, lastCompletedAt = null, waiting = 0, open = 0, failed = 0 } = row ?? {}
    return { subscription, completed, lastCompletedAt, waiting, leaving: open - waiting, failed }
  })
}
