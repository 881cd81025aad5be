import type { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle as drizzleOnPglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { drizzle as drizzleOnPostgres } from 'drizzle-orm/postgres-js'
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import type { DatabaseConfig, Db } from '#src/db/database.js'
import { openEmbedded } from '#src/db/embedded.js'
import * as schema from '#src/db/schema.js'
import { findAbove } from '#src/find-above.js'

/** Loads a public reference as the owner of the tables; does nothing when it is there already. */
export type LoadReference = (db: Db) => Promise<void>

const ONE_AT_A_TIME = 0x7166

/**
 * Brings the database to the schema of this release and loads the references. Runs as the owner of the tables; safe
 * when several processes start it at once.
 */
export async function migrate(config: DatabaseConfig, references: LoadReference[] = []): Promise<void> {
  if ('url' in config) return migrateServer(config.url, references)
  const { client, close } = await openEmbedded(config.dataDir)
  try {
    await migrateEmbedded(client, references)
  } finally {
    await close()
  }
}

/** The same on an embedded database that is open already, while its role is still the owner's. */
export async function migrateEmbedded(client: PGlite, references: LoadReference[]): Promise<void> {
  const db = drizzleOnPglite(client, { schema })
  await migratePglite(db, { migrationsFolder: findAbove('drizzle') })
  for (const load of references) await load(db as unknown as Db)
}

async function migrateServer(url: string, references: LoadReference[]): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const db = drizzleOnPostgres(client, { schema })
    await db.execute(sql`select pg_advisory_lock(${ONE_AT_A_TIME})`)
    await migratePostgres(db, { migrationsFolder: findAbove('drizzle') })
    for (const load of references) await load(db as unknown as Db)
  } finally {
    await client.end()
  }
}
