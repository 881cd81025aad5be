import { asc, eq } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { editorOrigins } from '#src/db/schema.js'

export type EditorOrigin = typeof editorOrigins.$inferSelect

const FRESH = 5_000
// Until then a page does not wait for a newer one.
const USABLE = 60_000

/** The sites of software editors to which residents of any collectivité may be led back, by editor. */
export async function listEditorOrigins(db: Db): Promise<EditorOrigin[]> {
  return db.select().from(editorOrigins).orderBy(asc(editorOrigins.editor), asc(editorOrigins.origin))
}

/** @returns false when it is in the list already; its editor's name stays */
export async function addEditorOrigin(
  tx: Db,
  added: Pick<EditorOrigin, 'origin' | 'editor'>,
): Promise<boolean> {
  const rows = await tx
    .insert(editorOrigins)
    .values(added)
    .onConflictDoNothing()
    .returning({ origin: editorOrigins.origin })
  return rows.length > 0
}

/** @returns whether it was there */
export async function removeEditorOrigin(tx: Db, origin: string): Promise<boolean> {
  const rows = await tx
    .delete(editorOrigins)
    .where(eq(editorOrigins.origin, origin))
    .returning({ origin: editorOrigins.origin })
  return rows.length > 0
}

/**
 * The same list for pages of residents: asked of the database every few seconds at most, beside the page once there is
 * one. A database that does not answer leaves the last list.
 */
export function createEditorOrigins(db: Db) {
  let known: { origins: readonly string[]; at: number } | null = null
  let asking: Promise<readonly string[]> | null = null

  function ask(): Promise<readonly string[]> {
    asking ??= listEditorOrigins(db)
      .then((rows) => {
        const origins = rows.map(({ origin }) => origin)
        known = { origins, at: performance.now() }
        return origins
      })
      .finally(() => {
        asking = null
      })
    return asking
  }

  return {
    async list(): Promise<readonly string[]> {
      if (!known) return ask()
      const { origins, at } = known
      const age = performance.now() - at
      if (age < FRESH) return origins
      const newer = ask().catch(() => origins)
      return age < USABLE ? origins : newer
    },
  }
}
