import { drizzle as drizzleOnPostgres } from 'drizzle-orm/postgres-js'
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
  return openFolder(config.dataDir, null)
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
  return openFolder(config.dataDir, references)
}

function openServer(url: string): Database {
  const pool = openPool(url)
  const db = drizzleOnPostgres(pool as unknown as Sql, { schema }) as unknown as Db
  return {
    db,
    listen: (channel, hearing) => listenTo(url, channel, hearing),
    waiting: pool.waiting,
    connections: pool.connections,
    close: () => pool.end(CLOSES_MILLISECONDS),
  }
}

/** @param references to load once it is migrated; null for neither */
async function openFolder(dataDir: string, references: LoadReference[] | null): Promise<Database> {
  // Who has a server has no room for what these load.
  const { drizzle: drizzleOnPglite } = await import('drizzle-orm/pglite')
  const { openEmbedded } = await import('#src/db/embedded.js')
  const { client, close } = await openEmbedded(dataDir)
  if (references) {
    const { migrateEmbedded } = await import('#src/db/migrate.js')
    await migrateEmbedded(client, references)
  }
  await client.exec('set role qf_app')
  return { db: drizzleOnPglite(client, { schema }) as unknown as Db, close }
}
