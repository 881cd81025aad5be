import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
    const client = await openCluster(join(dataDir, 'pglite'), join(dataDir, 'unfinished'))
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

// An empty cluster is unpacked, a third of the time that making one takes. Until it is whole a mark stands beside it.
async function openCluster(cluster: string, unfinished: string): Promise<PGlite> {
  if (existsSync(unfinished)) rmSync(cluster, { recursive: true, force: true })
  if (existsSync(cluster)) return PGlite.create(cluster)
  writeFileSync(unfinished, '')
  const { dataDir: emptyCluster } = await import('@electric-sql/pglite-prepopulatedfs')
  const client = await PGlite.create(cluster, { loadDataDir: await emptyCluster() })
  rmSync(unfinished)
  return client
}
