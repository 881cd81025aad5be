import { drizzle } from 'drizzle-orm/postgres-js'
import type { Sql } from 'postgres'
import type { Database, DatabaseConfig, Db } from '#src/db/database.js'
import { listenTo } from '#src/db/listener.js'
import type { LoadReference } from '#src/db/migrate.js'
import { openPool } from '#src/db/pool.js'
import * as schema from '#src/db/schema.js'

const CLOSES_MILLISECONDS = 5_000

/**
 * Opens the database in the role of the service, `qf_app`, which owns nothing: outside `asCollectivite` it sees no
 * row of a tenant, whoever the connection belongs to.
 * @throws {DataDirInUseError} when another process holds the embedded database's folder
 */
export async function connect(config: DatabaseConfig): Promise<Database> {
  if ('url' in config) return openServer(config.url)
  // Who has a server has no room for what this loads.
  const { connectEmbedded } = await import('#src/db/connect-embedded.js')
  return connectEmbedded(config.dataDir)
}

/** Migrates, loads the references and connects; the embedded database is opened once for both, which saves a second. */
export async function migrateAndConnect(
  config: DatabaseConfig,
  references: LoadReference[],
): Promise<Database> {
  if ('url' in config) {
    const { migrate } = await import('#src/db/migrate.js')
    await migrate(config, references)
    return openServer(config.url)
  }
  const { connectEmbedded } = await import('#src/db/connect-embedded.js')
  return connectEmbedded(config.dataDir, references)
}

function openServer(url: string): Database {
  const pool = openPool(url)
  const db = drizzle(pool as unknown as Sql, { schema }) as unknown as Db
  return {
    db,
    listen: (channel, hearing) => listenTo(url, channel, hearing),
    waiting: pool.waiting,
    connections: pool.connections,
    close: () => pool.end(CLOSES_MILLISECONDS),
  }
}
