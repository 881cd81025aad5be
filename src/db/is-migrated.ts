import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Db } from '#src/db/database.js'

/** Whether the migrations of this release are applied. */
export async function isMigrated(db: Db): Promise<boolean> {
  latestMigration ??= Math.max(
    ...readMigrationFiles({ migrationsFolder: migrationsFolder() }).map((file) => file.folderMillis),
  )
  const applied = await db
    .select({ at: sql<string>`max(created_at)` })
    .from(sql`drizzle.__drizzle_migrations`)
  return Number(applied[0]?.at ?? 0) >= latestMigration
}

// Asked at every probe, and the files do not change while the process lives.
let latestMigration: number | null = null

/** `drizzle/` stands at the project's root, beside `src/` and beside `dist/`. */
export function migrationsFolder(): string {
  const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const folder = ['../../drizzle', '../../../drizzle'].map(beside).find((path) => existsSync(path))
  if (!folder) throw new Error('The folder drizzle/ is missing beside the program')
  return folder
}
