import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Db } from '#src/db/database.js'
import { findAbove } from '#src/find-above.js'

/** Whether the migrations of this release are applied. */
export async function isMigrated(db: Db): Promise<boolean> {
  latestMigration ??= Math.max(
    ...readMigrationFiles({ migrationsFolder: findAbove('drizzle') }).map((file) => file.folderMillis),
  )
  const applied = await db
    .select({ at: sql<string>`max(created_at)` })
    .from(sql`drizzle.__drizzle_migrations`)
  return Number(applied[0]?.at ?? 0) >= latestMigration
}

// Asked at every probe, and the files do not change while the process lives.
let latestMigration: number | null = null
