import { and, count, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { submissions } from '#src/db/schema.js'
import { hasReference, NO_EXAMPLE } from '#src/submission/filter.js'
import type { Safe } from '#src/submission/safe.js'

export type Counts = {
  total: number
  toTreat: number
  neverExported: number
  examples: number
  shown: number
}

/**
 * How many transmissions the collectivité keeps, how many remain to be treated, were in no file yet, and match
 * `shown`; examples apart.
 * @param upTo counted no further: a figure of `upTo + 1` says more, and a large city costs no more than a small one
 */
export function countSubmissions(
  { db }: Safe,
  siret: string,
  { upTo, shown }: { upTo: number; shown?: SQL | undefined },
): Promise<Counts> {
  return asCollectivite(db, siret, async (tx) => {
    const [total, toTreat, neverExported, examples, matching] = await Promise.all([
      countUpTo(tx, upTo, NO_EXAMPLE),
      countUpTo(tx, upTo, and(isNull(submissions.treatedAt), NO_EXAMPLE)),
      countUpTo(tx, upTo, and(isNull(submissions.exportedAt), NO_EXAMPLE)),
      tx.$count(submissions, eq(submissions.example, true)),
      countUpTo(tx, upTo, and(shown, NO_EXAMPLE)),
    ])
    return { total, toTreat, neverExported, examples, shown: matching }
  })
}

async function countUpTo(tx: Db, upTo: number, where: SQL | undefined): Promise<number> {
  const some = tx
    .select({ one: sql`1`.as('one') })
    .from(submissions)
    .where(where)
    // The order leads to the index: a plan made for a large collectivité must not read the whole table for a small one.
    .orderBy(desc(submissions.createdAt))
    .limit(upTo + 1)
    .as('some')
  const [row] = await tx.select({ rows: count() }).from(some)
  return row?.rows ?? 0
}

/** How many of these references are still kept, and how many of them remain to be treated. */
export function countReferences(
  { db }: Safe,
  siret: string,
  references: string[],
): Promise<{ kept: number; toTreat: number }> {
  return asCollectivite(db, siret, async (tx) => {
    const toTreat = sql<number>`(count(*) filter (where ${submissions.treatedAt} is null))::int`
    const [row] = await tx
      .select({ kept: count(), toTreat })
      .from(submissions)
      .where(hasReference(references))
    return row ?? { kept: 0, toTreat: 0 }
  })
}
