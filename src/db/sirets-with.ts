import { asc, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { collectivites } from '#src/db/schema.js'

// So that no single look takes long, however many collectivités there are.
const AT_ONCE = 5_000

/** The first and the last SIRET of a look. */
type Range = { first: string; last: string }

/**
 * The collectivités in which there is something to do, by one of the looks of `drizzle/0012_ends.sql`: half a second
 * for 35 000 of them, where a transaction for each takes half a minute. A look may answer too many.
 */
export async function siretsWith(db: Db, look: (range: Range) => SQL): Promise<string[]> {
  const { siret } = collectivites
  const all = await db.select({ siret }).from(collectivites).orderBy(asc(siret))
  const found: string[] = []
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const [first, last] = [all[at], all[at + AT_ONCE - 1] ?? all.at(-1)]
    const range = { first: first?.siret ?? '', last: last?.siret ?? '' }
    const rows = rowsOf<{ siret: string }>(
      await db.execute(sql`select siret from ${look(range)} as found (siret)`),
    )
    found.push(...rows.map((row) => row.siret))
  }
  return found
}
