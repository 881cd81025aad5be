import { and, inArray, notInArray, type SQL, sql } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { rowsOf } from '#src/db/rows-of.js'
import { attachments, collectivites, submissions } from '#src/db/schema.js'
import { type Erasure, eraseRows } from '#src/submission/erase.js'
import type { Safe } from '#src/submission/safe.js'
import { stableCode } from '#src/submission/stable-code.js'

/** What a collectivité lost. */
export type Purged = Erasure & {
  transmissions: number
  /** Why others stayed that should have gone, one stable code for each. */
  failed: string[]
}

// The desk waits behind a batch: some ten milliseconds, of which nobody sees anything.
const ROWS_AT_ONCE = 100
const BYTES_AT_ONCE = 32 * 1024 * 1024

/**
 * Erases what a collectivité has kept for its retention, or for `mostDays`, the oldest first; each batch leaves a line
 * in its trace. A row that cannot be erased stops no other, and is tried again next time. Of two processes at once each
 * takes what the other has not.
 */
export async function purgeCollectivite(safe: Safe, siret: string, mostDays: number): Promise<Purged> {
  const batches: Purged[] = []
  const stuck: string[] = []
  for (;;) {
    const due = await findDue(safe, siret, mostDays, stuck).catch(notErased)
    if ('failed' in due) return sumOf([...batches, due])
    if (due.length === 0) return sumOf(batches)
    const whole = await erase(safe, siret, mostDays, due).catch(() => null)
    if (whole) batches.push(whole)
    else
      for (const id of due) {
        const one = await erase(safe, siret, mostDays, [id]).catch(notErased)
        batches.push(one)
        if (one.failed.length > 0) stuck.push(id)
      }
  }
}

/** The next ones but for these, as many as fit into a batch. */
function findDue({ db, now }: Safe, siret: string, mostDays: number, stuck: string[]): Promise<string[]> {
  const { id, createdAt } = submissions
  const others = stuck.length > 0 ? notInArray(id, stuck) : undefined
  const bytes = sql`(select sum(octet_length(${attachments.envelope})) from ${attachments}
    where ${attachments.submissionId} = ${id})`
  const due = sql`select ${id}, ${createdAt}, coalesce(${bytes}, 0) as bytes from ${submissions}
    where ${and(isDue(siret, mostDays, now()), others)} order by ${createdAt}, ${id} limit ${ROWS_AT_ONCE}`
  const before = sql`sum(bytes) over (order by created_at, id) - bytes`
  return asCollectivite(db, siret, async (tx) => {
    const found = await tx.execute(
      sql`select id from (select id, ${before} as before from (${due}) due) due where before < ${BYTES_AT_ONCE}`,
    )
    return rowsOf<{ id: string }>(found).map((row) => row.id)
  })
}

function erase(
  { db, keyring, audit, now }: Safe,
  siret: string,
  mostDays: number,
  ids: string[],
): Promise<Purged> {
  const { id, previousId, reference, example, createdAt } = submissions
  return asCollectivite(db, siret, async (tx) => {
    const head = await audit.lockHead(tx, siret)
    const at = now()
    // Another process may have been here, or a gestionnaire chosen to keep them longer.
    const rows = await tx
      .select({ id, previousId, reference, example })
      .from(submissions)
      .where(and(inArray(id, ids), isDue(siret, mostDays, at)))
      .orderBy(createdAt, id)
    if (rows.length === 0) return sumOf([])
    const erasure = await eraseRows(tx, keyring, siret, rows)
    // Examples are of nobody.
    const references = rows.flatMap((row) => (row.example ? [] : row.reference))
    if (references.length > 0)
      await audit.append(tx, siret, head, { actor: 'service', action: 'purge', references, at })
    return { ...erasure, transmissions: references.length, failed: [] }
  })
}

function isDue(siret: string, mostDays: number, at: Date): SQL {
  const days = sql`(select least(retention_days, ${mostDays}) from ${collectivites} where siret = ${siret})`
  return sql`${submissions.createdAt} <= ${at.toISOString()}::timestamptz - make_interval(hours => 24 * ${days})`
}

function notErased(error: unknown): Purged {
  return { ...sumOf([]), failed: [stableCode(error)] }
}

function sumOf(batches: Purged[]): Purged {
  const sum = (field: 'transmissions' | 'files' | 'receipts' | 'jobs') =>
    batches.reduce((total, batch) => total + batch[field], 0)
  return {
    transmissions: sum('transmissions'),
    files: sum('files'),
    receipts: sum('receipts'),
    jobs: sum('jobs'),
    unlinked: batches.flatMap(({ unlinked }) => unlinked),
    failed: batches.flatMap(({ failed }) => failed),
  }
}
