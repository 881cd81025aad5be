import { and, asc, eq, gt, isNotNull } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { datapassEvents } from '#src/db/schema.js'
import { openPayload, sealerOf, sealPayload } from '#src/onboarding/datapass/sealed-payload.js'
import { SealBrokenError } from '#src/seal.js'
import type { Keyring } from '#src/submission/keyring.js'
import { holdInUse } from '#src/submission/keys-in-use.js'
import type { Safe } from '#src/submission/safe.js'

type Kept = { arrival: number; modelId: number; envelope: Buffer }
/** `lost` holds the demandes of those that no master key of the configuration opens. */
export type Resealed = { resealed: number; lost: number[] }

/** Seals what DataPass sent anew under the current master key, where it is under another one. */
export async function resealPayloads({ db, keyring }: Pick<Safe, 'db' | 'keyring'>): Promise<Resealed> {
  const [current] = keyring.masterKeys
  let resealed = 0
  const lost = new Set<number>()
  for await (const { payload, sealer } of payloadsWithSealers(db, keyring)) {
    if (sealer === null) lost.add(payload.modelId)
    else if (sealer !== current.id && (await reseal(db, keyring, payload))) resealed += 1
  }
  return { resealed, lost: [...lost] }
}

/** How many payloads each master key of the configuration seals, by its id. */
export async function countPayloads({
  db,
  keyring,
}: Pick<Safe, 'db' | 'keyring'>): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for await (const { sealer } of payloadsWithSealers(db, keyring))
    if (sealer !== null) counts.set(sealer, (counts.get(sealer) ?? 0) + 1)
  return counts
}

// It may be erased meanwhile, and must not come back.
function reseal(db: Db, keyring: Keyring, { arrival, modelId, envelope }: Kept): Promise<boolean> {
  const anew = sealPayload(keyring, modelId, openPayload(keyring, modelId, envelope))
  return db.transaction(async (tx) => {
    await holdInUse(tx, keyring)
    const changed = await tx
      .update(datapassEvents)
      .set({ envelope: anew })
      .where(and(eq(datapassEvents.arrival, arrival), eq(datapassEvents.envelope, envelope)))
      .returning({ arrival: datapassEvents.arrival })
    return changed.length > 0
  })
}

const BATCH = 200

async function* payloadsWithSealers(db: Db, keyring: Keyring) {
  for (let after = 0; ; ) {
    const batch = await readBatch(db, after)
    for (const payload of batch) yield { payload, sealer: sealerOrNone(keyring, payload) }
    const last = batch.at(-1)
    if (!last) return
    after = last.arrival
  }
}

async function readBatch(db: Db, after: number): Promise<Kept[]> {
  const { arrival, modelId, envelope } = datapassEvents
  const rows = await db
    .select({ arrival, modelId, envelope })
    .from(datapassEvents)
    .where(and(gt(arrival, after), isNotNull(envelope)))
    .orderBy(asc(arrival))
    .limit(BATCH)
  return rows.flatMap((row) => (row.envelope ? [{ ...row, envelope: row.envelope }] : []))
}

function sealerOrNone(keyring: Keyring, { modelId, envelope }: Kept): string | null {
  try {
    return sealerOf(keyring, modelId, envelope)
  } catch (error) {
    if (!(error instanceof SealBrokenError)) throw error
    return null
  }
}
