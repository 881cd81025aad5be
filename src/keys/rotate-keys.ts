import { and, isNull, notInArray } from 'drizzle-orm'
import { COMMAND, noteAct } from '#src/audit/acts.js'
import { AUDIT_KEY } from '#src/config-keys.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { dataKeys, masterKeys } from '#src/db/schema.js'
import { forEachCollectivite } from '#src/keys/for-each-collectivite.js'
import { takeBack } from '#src/keys/retirement.js'
import { describeError } from '#src/log.js'
import { type Resealed, resealPayloads } from '#src/onboarding/datapass/reseal-payloads.js'
import { rewrapDataKey } from '#src/submission/data-key.js'
import { wrapperOf } from '#src/submission/keyring.js'
import type { Safe } from '#src/submission/safe.js'

/** A collectivité whose data key stayed as it is, and why, as a stable code. */
export type NotWrapped = { siret: string; code: string }
export type Rotation = Resealed & { wrapped: number; failed: NotWrapped[] }
type Progress = (done: number, all: number) => void

/**
 * Puts everything that can be under the current master key: data keys, and what DataPass sent. The service runs
 * meanwhile. Keys that seal nothing any more are retired; a process that still has the configuration of before takes
 * its own into use again.
 */
export async function rotateKeys(safe: Safe, onProgress: Progress): Promise<Rotation> {
  const first = await putUnderCurrent(safe, onProgress)
  await retireOthers(
    safe,
    first.failed.map(({ wrapper }) => wrapper),
  )
  // What was sealed under one of them until it was retired; from now on it would be in use again.
  const second = await putUnderCurrent(safe)
  await takeBack(
    safe.db,
    second.failed.map(({ wrapper }) => wrapper),
  )
  return {
    wrapped: first.wrapped + second.wrapped,
    failed: second.failed.map(({ siret, code }) => ({ siret, code })),
    resealed: first.resealed + second.resealed,
    lost: second.lost,
  }
}

async function putUnderCurrent(safe: Safe, onProgress?: Progress) {
  const { db, keyring } = safe
  let wrapped = 0
  const failed: (NotWrapped & { wrapper: string })[] = []
  const wrap = async (siret: string) => {
    try {
      if (await asCollectivite(db, siret, (tx) => rewrapDataKey(tx, keyring, siret))) wrapped += 1
    } catch (error) {
      // Ends all when the database is away.
      failed.push({ siret, code: codeOf(error), wrapper: await readWrapper(db, siret) })
    }
  }
  await forEachCollectivite(db, wrap, onProgress)
  return { wrapped, failed, ...(await resealPayloads(safe)) }
}

function codeOf(error: unknown): string {
  const { errorCode, causeCode } = describeError(error)
  return errorCode ?? causeCode ?? 'UNEXPECTED'
}

async function readWrapper(db: Db, siret: string): Promise<string> {
  const [row] = await asCollectivite(db, siret, (tx) => tx.select().from(dataKeys))
  return row ? wrapperOf(row.wrapped) : ''
}

function retireOthers(safe: Safe, stillWrapping: string[]): Promise<void> {
  const { id, retiredAt } = masterKeys
  const [current] = safe.keyring.masterKeys
  const stay = [current.id, AUDIT_KEY, ...stillWrapping]
  return safe.db.transaction(async (tx) => {
    await tx
      .update(masterKeys)
      .set({ retiredAt: safe.now() })
      .where(and(notInArray(id, stay), isNull(retiredAt)))
    await noteAct(safe, tx, COMMAND, 'changement de clé', { concerned: current.id })
  })
}
