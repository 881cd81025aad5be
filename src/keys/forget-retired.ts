import { isNotNull } from 'drizzle-orm'
import { masterKeys } from '#src/db/schema.js'
import { countDataKeys } from '#src/keys/count-data-keys.js'
import { demandedUntil, removeRetired, takeBack } from '#src/keys/retirement.js'
import type { Log } from '#src/log.js'
import type { Safe } from '#src/submission/safe.js'

/** Forgets the retired master keys that are demanded no more. Should one wrap something after all, it is in use again. */
export async function forgetRetired({ safe, log }: { safe: Safe; log: Log }): Promise<void> {
  const { db, now } = safe
  const retired = await db.select().from(masterKeys).where(isNotNull(masterKeys.retiredAt))
  const due = retired.filter(({ retiredAt }) => retiredAt && demandedUntil(retiredAt) <= now())
  // Once in the life of a key: all collectivités are looked into.
  const counts = due.length > 0 ? await countDataKeys(db) : new Map<string, number>()
  for (const { id, retiredAt } of due) {
    if (!counts.has(id)) await removeRetired(db, id, retiredAt ?? now())
    else {
      await takeBack(db, [id])
      log.error('retired key still wraps', { errorCode: 'MASTER_KEY_IN_USE' })
    }
  }
}
