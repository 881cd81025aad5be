import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type * as schema from '#src/db/schema.js'

/** A database, or a transaction on it: what every use case takes. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>
/** A server, or the folder of the database that lives in the process. */
export type DatabaseConfig = { url: string } | { dataDir: string }
export type Database = { db: Db; close(): Promise<void> }
