import { sql } from 'drizzle-orm'
import { type Head, proofOf } from '#src/audit/chain.js'
import { type Chain, chainsWithLinesBefore, type OpenChain } from '#src/audit/chains.js'
import { siretOf } from '#src/audit/log-heads.js'
import { KEPT_MONTHS } from '#src/audit/logged-heads.js'
import { type AuditKeys, startOf, walkFrom } from '#src/audit/walk.js'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { describeError, type Log } from '#src/log.js'

const BATCH = 1000

/** Nothing is cut: it would hide what is wrong for good. */
class UncutError extends Error {
  override name = 'UncutError'
  readonly code: string
  constructor(code: string) {
    super('The chain is not cut')
    this.code = code
  }
}

type Cutting = { db: Db; keys: AuditKeys; log: Log; now: () => Date }

/**
 * Removes from each chain the lines at its beginning that are all older than 36 months, and keeps the proof of where. One
 * that is not what was written is left as it is, and said to be. One failure does not stop the rest.
 */
export async function cutChains({ db, keys, log, now }: Cutting): Promise<void> {
  const before = await endOfKeeping(db, now())
  for (const chain of await chainsWithLinesBefore(db, before))
    await cut(chain, keys, before)
      .then((seq) => seq !== null && log.info('audit cut', { ...siretOf(chain), seq }))
      .catch((error) => log.error('audit not cut', { ...siretOf(chain), ...describeError(error) }))
}

/** @returns the last line that was removed, null for none */
async function cut(chain: Chain, keys: AuditKeys, before: Date): Promise<number | null> {
  for (let last: number | null = null; ; ) {
    const removed = await chain.open((open) => cutBatch(open, chain.name, keys, before))
    if (!removed) return last
    last = removed.seq
  }
}

async function cutBatch(chain: OpenChain, name: string, keys: AuditKeys, before: Date): Promise<Head | null> {
  // Most have nothing so old, and are not held for it.
  const [oldest] = await chain.readLinks(0, 1)
  if (!oldest || oldest.at >= before) return null
  await chain.hold()
  const start = startOf(keys, name, await chain.readEnds())
  if (start === 'forged') throw new UncutError('CHECKPOINT_FORGED')
  const walk = walkFrom(keys, start)
  for (const link of await chain.readLinks(0, BATCH)) {
    if (link.at >= before) break
    // Who changes a date must not have its line taken away for it.
    const fault = walk.pass(link)
    if (fault) throw new UncutError(fault)
  }
  const { place } = walk
  if (place === start) return null
  await chain.keepCheckpoint({ ...place, proof: proofOf(keys[0], name, place) })
  if (!(await chain.removeUpTo(place.seq))) throw new UncutError('KEPT_BY_THE_DATABASE')
  return place
}

// In months of UTC; where the clocks or the time zone of the database say otherwise, what it lets go, so that it keeps none.
async function endOfKeeping(db: Db, now: Date): Promise<Date> {
  const kept = sql.raw(`interval '${KEPT_MONTHS} months'`)
  const ours = sql`((${now.toISOString()}::timestamptz at time zone 'UTC') - ${kept}) at time zone 'UTC'`
  const [row] = rowsOf<{ ms: number | string }>(
    await db.execute(
      sql`select floor(extract(epoch from least(${ours}, now() - ${kept})) * 1000)::float8 as ms`,
    ),
  )
  return new Date(Number(row?.ms))
}
