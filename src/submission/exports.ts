import { randomUUID } from 'node:crypto'
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { exports as kept, submissions } from '#src/db/schema.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { hasReference, NO_EXAMPLE } from '#src/submission/filter.js'
import { openSubmissions } from '#src/submission/open-submissions.js'
import type { Safe } from '#src/submission/safe.js'

export type ExportFormat = 'csv' | 'xlsx'
export type Export = {
  id: string
  /** Transmission dates of its first and last row. */
  firstAt: Date
  lastAt: Date
  references: string[]
}
/** One line of the history: `kept` of its rows are still there, `toTreat` of them still to be treated. */
export type ExportLine = {
  id: string
  createdAt: Date
  actor: string
  format: ExportFormat
  selection: string
  count: number
  kept: number
  toTreat: number
}

const BATCH = 500

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

/** Opens the rows of an export that are still kept, by batches, oldest first; each batch writes its audit line. */
export async function* openExport(
  safe: Safe,
  siret: string,
  { references }: Export,
  { actor, format }: { actor: Actor; format: ExportFormat },
): AsyncGenerator<OpenedSubmission[]> {
  const action = format === 'csv' ? 'export csv' : 'export excel'
  for (let start = 0; start < references.length; start += BATCH) {
    const where = hasReference(references.slice(start, start + BATCH))
    const rows = await openSubmissions(safe, siret, { where, limit: BATCH }, { actor, action })
    if (rows.length > 0) yield rows
  }
}

/** The last files that left, new on top. */
export function listExports({ db }: Safe, siret: string, limit: number): Promise<ExportLine[]> {
  return asCollectivite(db, siret, async (tx) => {
    const { id, createdAt, actor, format, selection, count, references } = kept
    const last = tx
      .select({ id, createdAt, actor, format, selection, count, references })
      .from(kept)
      .orderBy(sql`${createdAt} desc, ${id}`)
      .limit(limit)
      .as('last')
    const still = (condition: SQL | undefined) =>
      sql<number>`(select count(*)::int from ${submissions} where ${and(
        sql`${submissions.reference} = any(${last.references})`,
        condition,
      )})`
    return tx
      .select({
        id: last.id,
        createdAt: last.createdAt,
        actor: last.actor,
        format: last.format,
        selection: last.selection,
        count: last.count,
        kept: still(undefined),
        toTreat: still(isNull(submissions.treatedAt)),
      })
      .from(last)
      .orderBy(sql`${last.createdAt} desc, ${last.id}`)
  })
}
