import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { masterKeys } from '#src/db/schema.js'

const DAY = 86_400_000
// What a resident finds again lives 90 days at most, and to the end of its last day.
const DEMANDED_DAYS = 91

/** Until when a master key that was retired is still demanded: what residents find again may be sealed under it. */
export function demandedUntil(retiredAt: Date): Date {
  return new Date(retiredAt.getTime() + DEMANDED_DAYS * DAY)
}

/** These wrap something after all. */
export async function takeBack(db: Db, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await db.update(masterKeys).set({ retiredAt: null }).where(inArray(masterKeys.id, ids))
}

/** Takes a retired key off the list. @returns false when it was taken into use again since it was read */
export async function removeRetired(tx: Db, id: string, since: Date): Promise<boolean> {
  const removed = await tx
    .delete(masterKeys)
    .where(and(eq(masterKeys.id, id), eq(masterKeys.retiredAt, since)))
    .returning({ id: masterKeys.id })
  return removed.length > 0
}
