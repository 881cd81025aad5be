import { type AnyColumn, type SQL, sql } from 'drizzle-orm'

/** Compares as text: what comes from an address may be no UUID, and a NUL no text. */
export function sameId(column: AnyColumn, id: string): SQL {
  return sql`${column}::text = ${id.replaceAll('\0', '')}`
}
