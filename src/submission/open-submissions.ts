import { and, asc, desc, eq, inArray, isNull, max, min, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Actor, AuditAction } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { submissions } from '#src/db/schema.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { readDataKey } from '#src/submission/data-key.js'
import { openContent } from '#src/submission/envelope.js'
import type { Safe } from '#src/submission/safe.js'

export type Selection = { where?: SQL | undefined; newestFirst?: boolean; limit: number }
export type Opening = { actor: Actor; action: AuditAction }

/**
 * The only way to read what residents sent: opens the selected submissions and writes who opened which, and why, in
 * the same transaction.
 */
export function openSubmissions(
  safe: Safe,
  siret: string,
  selection: Selection,
  opening: Opening,
): Promise<OpenedSubmission[]> {
  const { db, keyring, audit, now } = safe
  return asCollectivite(db, siret, async (tx) => {
    const previous = alias(submissions, 'previous')
    const direction = selection.newestFirst ? desc : asc
    // The trace is held first: whoever takes a transmission back meanwhile waits, or has done so before the rows are read.
    const [head, dataKey, rows] = await Promise.all([
      audit.lockHead(tx, siret),
      readDataKey(tx, keyring, siret),
      tx
        .select({ submission: submissions, previous })
        .from(submissions)
        .leftJoin(previous, eq(previous.id, submissions.previousId))
        .where(selection.where)
        .orderBy(direction(submissions.createdAt), direction(submissions.id))
        .limit(selection.limit),
    ])
    if (rows.length === 0) return []
    const references = rows.map(({ submission }) => submission.reference)
    const at = now()
    await Promise.all([
      audit.append(tx, siret, head, { ...opening, references, at }),
      OPENS.includes(opening.action) && markOpened(tx, rows, at),
    ])
    return rows.map(
      ({
        submission: { id, reference, createdAt, origin, openedAt, treatedAt, envelope },
        previous: earlier,
      }) => ({
        id,
        reference,
        createdAt,
        origin,
        openedAt,
        treatedAt,
        ...openContent(dataKey, siret, id, envelope),
        previous: earlier && {
          reference: earlier.reference,
          createdAt: earlier.createdAt,
          value: openContent(dataKey, siret, earlier.id, earlier.envelope).quotientFamilial.value,
        },
      }),
    )
  })
}

// A list shows what arrived; reading the record or taking it away is what the resident calls opened.
const OPENS: AuditAction[] = ['consultation', 'export csv']

async function markOpened(
  tx: Db,
  rows: { submission: { id: string; openedAt: Date | null } }[],
  openedAt: Date,
): Promise<void> {
  const ids = rows.flatMap(({ submission }) => (submission.openedAt ? [] : [submission.id]))
  if (ids.length === 0) return
  await tx
    .update(submissions)
    .set({ openedAt })
    .where(and(inArray(submissions.id, ids), isNull(submissions.openedAt)))
}

/** Opens one submission by its reference; null when this collectivité has none of that name. */
export async function openSubmission(
  safe: Safe,
  siret: string,
  reference: string,
  opening: Opening,
): Promise<OpenedSubmission | null> {
  const [opened] = await openSubmissions(
    safe,
    siret,
    { where: eq(submissions.reference, reference), limit: 1 },
    opening,
  )
  return opened ?? null
}

/** Selects what comes after a submission in the order of time. */
export function after({ createdAt, id }: Pick<OpenedSubmission, 'createdAt' | 'id'>): SQL {
  return sql`(${submissions.createdAt}, ${submissions.id}) > (${createdAt.toISOString()}::timestamptz, ${id}::uuid)`
}

/** How many submissions the collectivité keeps, and how many of them are to be treated. */
export function countSubmissions({ db }: Safe, siret: string): Promise<{ total: number; toTreat: number }> {
  return asCollectivite(db, siret, async (tx) => {
    const [total, toTreat] = await Promise.all([
      tx.$count(submissions),
      tx.$count(submissions, isNull(submissions.treatedAt)),
    ])
    return { total, toTreat }
  })
}

/** From the first transmission kept to the last; null when there is none. */
export function periodOfSubmissions(
  { db }: Safe,
  siret: string,
): Promise<{ first: Date; last: Date } | null> {
  return asCollectivite(db, siret, async (tx) => {
    const [period] = await tx
      .select({ first: min(submissions.createdAt), last: max(submissions.createdAt) })
      .from(submissions)
    return period?.first && period.last ? { first: period.first, last: period.last } : null
  })
}
