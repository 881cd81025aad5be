import { type SQL, sql } from 'drizzle-orm'

/** `text[]` as one parameter, whatever the texts hold. Drizzle's own mapping takes longer than the statement at a thousand. */
export function textArray(texts: readonly string[]): SQL {
  const elements = texts.map((text) => `"${text.replace(/[\\"]/g, '\\$&')}"`)
  return sql`${`{${elements.join(',')}}`}::text[]`
}
