import { randomUUID } from 'node:crypto'
import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { exports as kept, submissions } from '#src/db/schema.js'
import { hasReference, NO_EXAMPLE } from '#src/submission/filter.js'
import type { SealedBatch } from '#src/submission/open-batch.js'
import { readSealed } from '#src/submission/open-submissions.js'
import type { Safe } from '#src/submission/safe.js'

export type ExportFormat = 'csv' | 'xlsx'
export type Export = {
  id: string
  /** Transmission dates of its first and last row. */
  firstAt: Date
  lastAt: Date
  references: string[]
}
/** One line of the history. */
export type ExportLine = {
  id: string
  createdAt: Date
  actor: string
  format: ExportFormat
  selection: string
  count: number
  /** What became of its rows; null for a long file, whose rows are counted when asked for. */
  rows: ExportedRows | null
}
export type ExportedRows = {
  /** Not erased since. */
  kept: number
  /** In a file, and still to be treated. */
  toTreat: number
  /** In no file yet: the download broke off. */
  notTaken: number
}

const BATCH = 1_000

/** `nothing` to take away, or `too-many` rows for the format: no line is kept then. */
export type Keeping = { kind: 'kept'; file: Export } | { kind: 'nothing' | 'too-many' }

/** A sheet is made whole in memory: 20 000 rows are about 200 MB. A CSV streams. */
export const ROWS_AT_MOST: Record<ExportFormat, number> = { csv: 1_000_000, xlsx: 20_000 }

/** Keeps a line of the file about to leave: its rows are those of `where` at this moment, oldest first, as references. */
export function keepExport(
  { db, now }: Safe,
  siret: string,
  chosen: { where: SQL | undefined; format: ExportFormat; selection: string; actor: Actor },
): Promise<Keeping> {
  return asCollectivite(db, siret, async (tx) => {
    const { createdAt, id, reference } = submissions
    const references = sql`array_agg(${reference} order by ${createdAt}, ${id})`
    const [inserted] = rowsOf<{ id: string }>(
      await tx.execute(sql`
        insert into ${kept} (id, siret, created_at, actor, format, selection, first_at, last_at, count, refs)
        select ${randomUUID()}::uuid, ${siret}::text, ${now().toISOString()}::timestamptz, ${chosen.actor}::text,
            ${chosen.format}::text, ${chosen.selection}::text, min(${createdAt}), max(${createdAt}), count(*), ${references}
          from ${submissions} where ${and(chosen.where, NO_EXAMPLE)} having count(*) between 1 and ${ROWS_AT_MOST[chosen.format]}
        returning id`),
    )
    const file = inserted ? await readExport(tx, inserted.id) : null
    if (file) return { kind: 'kept', file }
    const [some] = await tx.select({ id }).from(submissions).where(and(chosen.where, NO_EXAMPLE)).limit(1)
    return { kind: some ? 'too-many' : 'nothing' }
  })
}

/** The export of this id; null when the collectivité has none. */
export function findExport({ db }: Safe, siret: string, id: string): Promise<Export | null> {
  return asCollectivite(db, siret, (tx) => readExport(tx, id))
}

async function readExport(tx: Db, id: string): Promise<Export | null> {
  const { firstAt, lastAt, references } = kept
  const [row] = await tx
    .select({ id: kept.id, firstAt, lastAt, references })
    .from(kept)
    .where(eq(kept.id, id))
  return row ?? null
}

/**
 * Reads the rows of an export that are still kept, by batches, oldest first; each batch writes its audit line. One is
 * read ahead.
 * @param make what each batch becomes, before it is traced for good
 */
export async function* readExported<Made>(
  safe: Safe,
  siret: string,
  { references }: Export,
  { actor, format }: { actor: Actor; format: ExportFormat },
  make: (batch: SealedBatch) => Made,
): AsyncGenerator<Made> {
  const action = format === 'csv' ? 'export csv' : 'export excel'
  const read = (start: number) => {
    const where = hasReference(references.slice(start, start + BATCH))
    const batch = readSealed(safe, siret, { where, limit: BATCH }, { actor, action }, make)
    // Looked at when its turn comes, unless who asked has gone.
    batch.catch(() => {})
    return batch
  }
  // The next one is on its way while this one is written.
  let next = read(0)
  for (let start = 0; start < references.length; start += BATCH) {
    const batch = await next
    if (start + BATCH < references.length) next = read(start + BATCH)
    yield batch
  }
}

/** Rows of a longer file are not counted unasked: a list of files must not take longer because a city is large. */
const ROWS_COUNTED = 2_000

type Listing = {
  limit: number
  /** Those that left before this moment. */
  before?: Date | null
  /** Those of this actor alone. */
  actor?: Actor
  /** A long file whose rows are to be counted all the same. */
  counted?: string
}

/** Files that left, new on top. */
export function listExports(
  { db }: Safe,
  siret: string,
  { limit, before, actor, counted }: Listing,
): Promise<ExportLine[]> {
  return asCollectivite(db, siret, async (tx) => {
    const lines = await tx
      .select({
        id: kept.id,
        createdAt: kept.createdAt,
        actor: kept.actor,
        format: kept.format,
        selection: kept.selection,
        count: kept.count,
      })
      .from(kept)
      .where(and(before ? lt(kept.createdAt, before) : undefined, actor ? eq(kept.actor, actor) : undefined))
      .orderBy(desc(kept.createdAt), desc(kept.id))
      .limit(limit)
    const rows = lines.map(({ id, count }) =>
      count <= ROWS_COUNTED || id === counted ? countRows(tx, id) : Promise.resolve(null),
    )
    const counts = await Promise.all(rows)
    return lines.map((line, place) => ({ ...line, rows: counts[place] ?? null }))
  })
}

async function countRows(tx: Db, id: string): Promise<ExportedRows> {
  const { exportedAt, treatedAt, reference } = submissions
  const [found] = await tx
    .select({
      kept: sql<number>`count(*)::int`,
      toTreat: sql<number>`(count(*) filter (where ${exportedAt} is not null and ${treatedAt} is null))::int`,
      notTaken: sql<number>`(count(*) filter (where ${exportedAt} is null))::int`,
    })
    .from(submissions)
    .where(
      sql`${reference} = any(array(select unnest(${kept.references}) from ${kept} where ${eq(kept.id, id)}))`,
    )
  return found ?? { kept: 0, toTreat: 0, notTaken: 0 }
}
