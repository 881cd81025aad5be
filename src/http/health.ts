import type { Db } from '#src/db/database.js'
import { isMigrated } from '#src/db/migrate.js'
import { factory } from '#src/http/factory.js'

/** `/healthz`: the process answers. `/readyz`: the database answers and is of this release. */
export function healthRoutes(db: Db) {
  return factory
    .createApp()
    .get('/healthz', (c) => c.text('ok'))
    .get('/readyz', async (c) => {
      const ready = await isMigrated(db).catch(() => false)
      return ready ? c.text('ready') : c.text('not ready', 503)
    })
}
