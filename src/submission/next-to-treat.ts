import { and, desc, isNull } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import { type Filter, whereOf } from '#src/submission/filter.js'
import { behind, type Place } from '#src/submission/list-submissions.js'
import type { Safe } from '#src/submission/safe.js'

/** The reference of the next older transmission of a list that is still to be treated; null for none. Opens nothing. */
export async function nextToTreat(
  { db }: Pick<Safe, 'db'>,
  siret: string,
  { filter, after }: { filter: Filter; after: Place },
): Promise<string | null> {
  const { reference, createdAt, id, treatedAt } = submissions
  const ofTheList = whereOf({ ...filter, state: null })
  const [next] = await asCollectivite(db, siret, (tx) =>
    tx
      .select({ reference })
      .from(submissions)
      .where(and(ofTheList, isNull(treatedAt), behind(after)))
      .orderBy(desc(createdAt), desc(id))
      .limit(1),
  )
  return next?.reference ?? null
}
