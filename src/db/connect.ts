import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzleOnPglite } from 'drizzle-orm/pglite'
import { drizzle as drizzleOnPostgres } from 'drizzle-orm/postgres-js'
import { openEmbedded } from '#src/db/embedded.js'
import { openPool } from '#src/db/pool.js'
import * as schema from '#src/db/schema.js'

/** A database, or a transaction on it: what every use case takes. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>
export type DatabaseConfig = { url: string } | { dataDir: string }
export type Database = { db: Db; close(): Promise<void> }

/**
 * Opens the database in the role of the service, `qf_app`, which owns nothing: outside `asCollectivite` it sees no
 * row of a tenant, whoever the connection belongs to.
 * @throws {DataDirInUseError} when another process holds the embedded database's folder
 */
export async function connect(config: DatabaseConfig): Promise<Database> {
  if ('url' in config) {
    const pool = openPool(config.url)
    return { db: drizzleOnPostgres(pool, { schema }) as unknown as Db, close: () => pool.end({ timeout: 5 }) }
  }
  const { client, close } = await openEmbedded(config.dataDir)
  await client.exec('set role qf_app')
  return { db: drizzleOnPglite(client, { schema }) as unknown as Db, close }
}
