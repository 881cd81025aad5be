import { and, asc, eq, inArray, isNotNull, isNull, notInArray, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { collectivites, openingLines } from '#src/db/schema.js'
import { RESULTS } from '#src/onboarding/openings/faults.js'
import { LINES_AT_MOST } from '#src/onboarding/openings/read-list.js'

export type OpeningLine = typeof openingLines.$inferSelect & {
  /** As the directory names it; null while it is not there. */
  knownAs: string | null
}

/**
 * Lines in the order of the file.
 * @param which `faulty` are in error, `sound` are not
 */
export async function listLines(
  db: Db,
  id: string,
  { which, offset = 0, limit }: { which: 'all' | 'faulty' | 'sound'; offset?: number; limit?: number },
): Promise<OpeningLine[]> {
  const { listId, line, organizationSiret } = openingLines
  const rows = await db
    .select({ line: openingLines, knownAs: collectivites.name })
    .from(openingLines)
    .leftJoin(collectivites, eq(collectivites.siret, organizationSiret))
    .where(and(eq(listId, id), conditions[which]))
    .orderBy(asc(line))
    .offset(offset)
    .limit(limit ?? LINES_AT_MOST)
  return rows.map(({ line, knownAs }) => ({ ...line, knownAs }))
}

/** Sound lines whose SIRET an earlier one names, the earliest. */
export async function listRepeated(
  db: Db,
  id: string,
  limit: number,
): Promise<{ line: number; siret: string; first: number; isDuplicate: boolean }[]> {
  return rowsOf(
    await db.execute(sql`select line, siret, first, "isDuplicate" from (
      select line, organization_siret as siret, coalesce(outcome = 'duplicate', false) as "isDuplicate",
        min(line) over (partition by organization_siret) as first
      from opening_lines where list_id = ${id} and ${conditions.sound}) sound
      where line > first order by line limit ${limit}`),
  )
}

const { outcome } = openingLines
const conditions: Record<'all' | 'faulty' | 'sound', SQL | undefined> = {
  all: undefined,
  faulty: and(isNotNull(outcome), notInArray(outcome, [...RESULTS])),
  sound: or(isNull(outcome), inArray(outcome, [...RESULTS])),
}
