import { and, eq, isNull } from 'drizzle-orm'
import { COMMAND, noteAct } from '#src/audit/acts.js'
import type { Db } from '#src/db/database.js'
import { masterKeys } from '#src/db/schema.js'
import { countDataKeys } from '#src/keys/count-data-keys.js'
import { removeRetired, takeBack } from '#src/keys/retirement.js'
import { countPayloads } from '#src/onboarding/datapass/reseal-payloads.js'
import type { Safe } from '#src/submission/safe.js'

export type Forgotten =
  | { kind: 'forgotten' | 'unknown' | 'current' | 'in-use-again' }
  | { kind: 'still-needed'; dataKeys: number; payloads: number }

/**
 * Demands a key no more, on the operator's word: what residents find again is given up with it. A master key that still
 * wraps a data key, or seals what DataPass sent, is not forgotten.
 * @param id of a master key; or `AUDIT_KEY`, of which the next start notes the value anew
 */
export async function forgetKey(safe: Safe, id: string): Promise<Forgotten> {
  const { db, keyring, now } = safe
  const [current] = keyring.masterKeys
  if (id === current.id) return { kind: 'current' }
  const retiredAt = await retire(db, id, now())
  if (!retiredAt) return { kind: 'unknown' }
  const [dataKeys = 0, payloads = 0] = [
    (await countDataKeys(db)).get(id),
    (await countPayloads(safe)).get(id),
  ]
  if (dataKeys + payloads > 0) {
    await takeBack(db, [id])
    return { kind: 'still-needed', dataKeys, payloads }
  }
  return { kind: (await forget(safe, id, retiredAt)) ? 'forgotten' : 'in-use-again' }
}

// Before anything is counted: what is sealed under it from now on takes it into use again, and shows.
async function retire(db: Db, id: string, now: Date): Promise<Date | null> {
  await db
    .update(masterKeys)
    .set({ retiredAt: now })
    .where(and(eq(masterKeys.id, id), isNull(masterKeys.retiredAt)))
  const [row] = await db.select().from(masterKeys).where(eq(masterKeys.id, id))
  return row?.retiredAt ?? null
}

function forget(safe: Safe, id: string, retiredAt: Date): Promise<boolean> {
  return safe.db.transaction(async (tx) => {
    const isForgotten = await removeRetired(tx, id, retiredAt)
    if (isForgotten) await noteAct(safe, tx, COMMAND, 'clé oubliée', { concerned: id })
    return isForgotten
  })
}
