import { and, count, countDistinct, desc, eq, isNull } from 'drizzle-orm'
import type { CollectiviteState } from '#src/collectivite/collectivite.js'
import type { Db } from '#src/db/database.js'
import { collectivites, openingLines, openingLists } from '#src/db/schema.js'
import { RESULTS, type Result } from '#src/onboarding/openings/faults.js'

export type OpeningList = typeof openingLists.$inferSelect
export type ListCounts = {
  lines: number
  /** In error: they are not opened. */
  faulty: number
  /** Of the others, those that are done. */
  done: number
  results: Record<Result, number>
  /** Collectivités that the lines which wait name: those to open, and those that are there already. */
  toOpen: number
  known: Record<CollectiviteState, number>
}

export async function findList(db: Db, id: string): Promise<OpeningList | null> {
  const [list] = await db.select().from(openingLists).where(eq(openingLists.id, id))
  return list ?? null
}

/** Those that are still kept, newest first. */
export function recentLists(db: Db): Promise<OpeningList[]> {
  return db.select().from(openingLists).orderBy(desc(openingLists.createdAt))
}

/** How many lines stand where. */
export async function countLines(db: Db, id: string): Promise<ListCounts> {
  const { listId, outcome, organizationSiret } = openingLines
  const byOutcome = await db
    .select({ outcome, lines: count() })
    .from(openingLines)
    .where(eq(listId, id))
    .groupBy(outcome)
  const byState = await db
    .select({ state: collectivites.state, sirets: countDistinct(organizationSiret) })
    .from(openingLines)
    .leftJoin(collectivites, eq(collectivites.siret, organizationSiret))
    .where(and(eq(listId, id), isNull(outcome)))
    .groupBy(collectivites.state)
  const linesOf = (result: string | null) => byOutcome.find(({ outcome }) => outcome === result)?.lines ?? 0
  const siretsIn = (state: CollectiviteState | null) =>
    byState.find((row) => row.state === state)?.sirets ?? 0
  const lines = byOutcome.reduce((sum, { lines }) => sum + lines, 0)
  const done = RESULTS.reduce((sum, result) => sum + linesOf(result), 0)
  return {
    lines,
    faulty: lines - done - linesOf(null),
    done,
    results: Object.fromEntries(RESULTS.map((result) => [result, linesOf(result)])) as Record<Result, number>,
    toOpen: siretsIn(null),
    known: {
      'en attente': siretsIn('en attente'),
      ouverte: siretsIn('ouverte'),
      suspendue: siretsIn('suspendue'),
      fermée: siretsIn('fermée'),
    },
  }
}
