import { and, type SQL, sql } from 'drizzle-orm'
import { submissions } from '#src/db/schema.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { type Opening, openSubmissions } from '#src/submission/open-submissions.js'
import type { Safe } from '#src/submission/safe.js'

/** Where a page begins: behind this transmission, in the order from new to old. */
export type Place = Pick<OpenedSubmission, 'createdAt' | 'id'>
export type Listed = {
  rows: OpenedSubmission[]
  next: Place | null
  /** How many rows a search opened, and whether those were all of the filter; null without a search. */
  searched: { rows: number; all: boolean } | null
}

/** A search opens the newest of the filter in memory, this many at most: names are sealed. */
const SEARCHED_AT_MOST = 2_000

type Query = {
  where: SQL | undefined
  after: Place | null
  limit: number
  /** What must hold of the sealed content; null for no search. */
  matches: ((submission: OpenedSubmission) => boolean) | null
}

/**
 * A page of transmissions, new on top, and where the next one begins. Without a search one row more is opened than
 * shown, so that the end is known; with one, everything opened stands in one line of the trace.
 */
export async function listSubmissions(
  safe: Safe,
  siret: string,
  { where, after, limit, matches }: Query,
  actor: Opening['actor'],
): Promise<Listed> {
  if (matches) {
    const opening = { actor, action: 'recherche' } as const
    const selection = { where, newestFirst: true, limit: SEARCHED_AT_MOST }
    const opened = await openSubmissions(safe, siret, selection, opening)
    const found = opened.filter(matches).filter((row) => !after || isBehind(row, after))
    return {
      ...pageOf(found, limit),
      searched: {
        rows: opened.filter(({ example }) => !example).length,
        all: opened.length < SEARCHED_AT_MOST,
      },
    }
  }
  const selection = {
    where: after ? and(where, behind(after)) : where,
    newestFirst: true,
    limit: limit + 1,
  }
  const opened = await openSubmissions(safe, siret, selection, { actor, action: 'liste' })
  return { ...pageOf(opened, limit), searched: null }
}

function pageOf(found: OpenedSubmission[], limit: number): Pick<Listed, 'rows' | 'next'> {
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? (rows.at(-1) ?? null) : null }
}

/** Older than this one, in the order of a list. */
export function behind({ createdAt, id }: Place): SQL {
  return sql`(${submissions.createdAt}, ${submissions.id}) < (${createdAt.toISOString()}::timestamptz, ${id}::uuid)`
}

function isBehind(row: Place, { createdAt, id }: Place): boolean {
  const distance = row.createdAt.getTime() - createdAt.getTime()
  return distance < 0 || (distance === 0 && row.id < id)
}
