import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Hearing, Listener } from '#src/db/listener.js'
import type * as schema from '#src/db/schema.js'

/** A database, or a transaction on it: what every use case takes. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>
/** A server, or the folder of the database that lives in the process. */
export type DatabaseConfig = { url: string } | { dataDir: string }
export type Database = {
  db: Db
  /** Hears what is told on a channel of the server; the embedded one, of one process alone, tells nothing. */
  listen?(channel: string, hearing: Hearing): Listener
  /** How many wait for a connection. */
  waiting?(): number
  /** Connections of this process; missing where the database lives in it. */
  connections?(): { busy: number; idle: number }
  close(): Promise<void>
}
