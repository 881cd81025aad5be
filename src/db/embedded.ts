import { mkdirSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { lockDataDir } from '#src/db/data-dir-lock.js'

/**
 * Opens the PostgreSQL that lives in this process, its rows in `dataDir`. The caller is superuser until it changes
 * role.
 * @throws {DataDirInUseError} when another living process holds the folder
 */
export async function openEmbedded(dataDir: string): Promise<{ client: PGlite; close(): Promise<void> }> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const unlock = lockDataDir(dataDir)
  try {
    const client = await PGlite.create(`${dataDir}/pglite`)
    return {
      client,
      close: async () => {
        await client.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}
