import { and, inArray, isNull, notInArray } from 'drizzle-orm'
import { AUDIT_KEY } from '#src/config-keys.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { dataKeys, masterKeys } from '#src/db/schema.js'
import { forEachCollectivite } from '#src/keys/for-each-collectivite.js'
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

function retireOthers({ db, keyring, audit, now }: Safe, stillWrapping: string[]): Promise<void> {
  const { id, retiredAt } = masterKeys
  const [current] = keyring.masterKeys
  const stay = [current.id, AUDIT_KEY, ...stillWrapping]
  return db.transaction(async (tx) => {
    await tx
      .update(masterKeys)
      .set({ retiredAt: now() })
      .where(and(notInArray(id, stay), isNull(retiredAt)))
    const act = { act: 'changement de clé', concerned: current.id, organizationSiret: null, operatorId: null }
    await audit.appendAct(tx, { at: now(), ...act })
  })
}

async function takeBack(db: Db, stillWrapping: string[]): Promise<void> {
  if (stillWrapping.length === 0) return
  await db.update(masterKeys).set({ retiredAt: null }).where(inArray(masterKeys.id, stillWrapping))
}
