import { sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'

/**
 * The only door to a tenant's rows: runs `work` in a transaction that sees and writes the rows of this SIRET and no
 * other. Outside it, and for any other SIRET, the tables of tenants look empty.
 */
export function asCollectivite<T>(db: Db, siret: string, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    // Not awaited before the work: the door is on the wire first, and until it opens no row is visible.
    const opened = tx.execute(sql`select set_config('app.siret', ${siret}, true)`).then(() => {})
    const [result] = await Promise.all([work(tx as unknown as Db), opened])
    return result
  })
}
