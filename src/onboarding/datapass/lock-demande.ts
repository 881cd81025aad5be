import { sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'

/**
 * Holds a demande of DataPass to the end of the transaction: nobody keeps an event of it meanwhile, nor acts upon it.
 * Taken after the last link of a trace, never before.
 */
export async function lockDemande(tx: Db, demande: number): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`datapass:${demande}`}, 0))`)
}
