import { drizzle } from 'drizzle-orm/pglite'
import type { Database, Db } from '#src/db/database.js'
import { openEmbedded } from '#src/db/embedded.js'
import { type LoadReference, migrateEmbedded } from '#src/db/migrate.js'
import * as schema from '#src/db/schema.js'

/**
 * Opens the embedded database in the role `qf_app`.
 * @param references to load once it is migrated; null for neither
 * @throws {DataDirInUseError} when another process holds its folder
 */
export async function connectEmbedded(
  dataDir: string,
  references: LoadReference[] | null = null,
): Promise<Database> {
  const { client, close } = await openEmbedded(dataDir)
  if (references) await migrateEmbedded(client, references)
  await client.exec('set role qf_app')
  return { db: drizzle(client, { schema }) as unknown as Db, close }
}
