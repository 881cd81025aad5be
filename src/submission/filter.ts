import { and, eq, isNotNull, isNull, not, type SQL, sql } from 'drizzle-orm'
import { submissions } from '#src/db/schema.js'
import { textArray } from '#src/db/text-array.js'
import type { Origin } from '#src/submission/content.js'

/** Which transmissions are meant; null and false leave a question open. */
export type Filter = {
  state: 'à traiter' | 'traité' | null
  origin: Origin | null
  toCheck: boolean
  neverExported: boolean
  /** First and last day, `AAAA-MM-JJ`, in `timeZone`. */
  from: string | null
  until: string | null
  timeZone: string
}

/** All of the filter that the table knows in clear. */
export function whereOf(filter: Filter): SQL | undefined {
  const { createdAt, treatedAt, exportedAt, origin, toCheck } = submissions
  const startOf = (day: string) => sql`(${day}::date::timestamp at time zone ${filter.timeZone}::text)`
  return and(
    filter.state === 'à traiter' ? isNull(treatedAt) : undefined,
    filter.state === 'traité' ? isNotNull(treatedAt) : undefined,
    filter.origin ? eq(origin, filter.origin) : undefined,
    filter.toCheck ? eq(toCheck, true) : undefined,
    filter.neverExported ? and(isNull(exportedAt), NO_EXAMPLE) : undefined,
    filter.from ? sql`${createdAt} >= ${startOf(filter.from)}` : undefined,
    filter.until
      ? sql`${createdAt} < ((${filter.until}::date + 1)::timestamp at time zone ${filter.timeZone}::text)`
      : undefined,
  )
}

/** What residents and agents really sent: examples stand in no file and in no figure. */
export const NO_EXAMPLE: SQL = not(submissions.example)

/** These references, however many. */
export function hasReference(references: string[]): SQL {
  return sql`${submissions.reference} = any(${textArray(references)})`
}
