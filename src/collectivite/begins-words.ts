import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { wordsOf } from '#src/db/schema.js'

/**
 * Whether each of these words begins a word of a search key; an index finds them.
 * @param words as `searchWords` gives them, one at least
 */
export function beginsWords(searchKey: AnyPgColumn | SQL, words: string): SQL {
  const begun = words.replaceAll(/\w+/g, '$&:*').replaceAll(' ', ' & ')
  return sql`${wordsOf(searchKey)} @@ ${begun}::tsquery`
}
