import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '#src/db/clock.js'
import type { Db } from '#src/db/database.js'
import { isMigrated } from '#src/db/is-migrated.js'
import { factory } from '#src/http/factory.js'

// Whoever asks is a machine with little patience.
const ANSWERS_WITHIN_MILLISECONDS = 2_000

/** `/healthz`: the process answers. `/readyz`: the database answers, is of this release and tells the same time. */
export function healthRoutes({ db, clock }: { db: Db; clock: Clock }) {
  const isReady = async () => {
    await clock.check()
    return isMigrated(db)
  }
  return factory
    .createApp()
    .get('/healthz', (c) => c.text('ok'))
    .get('/readyz', async (c) => {
      const late = wait(ANSWERS_WITHIN_MILLISECONDS, false, { ref: false })
      const ready = await Promise.race([isReady().catch(() => false), late])
      return ready ? c.text('ready') : c.text('not ready', 503)
    })
}
