import { unexpected } from '#src/api/errors.js'
import { requireBearer } from '#src/api/require-bearer.js'
import type { Clock } from '#src/db/clock.js'
import type { Db } from '#src/db/database.js'
import { factory } from '#src/http/factory.js'
import type { GuessServices } from '#src/http/guesses.js'
import type { Log } from '#src/log.js'
import { createDatabaseFigures } from '#src/metrics/database-figures.js'
import { CONTENT_TYPE, expose } from '#src/metrics/exposition.js'
import { gather, type State } from '#src/metrics/gather.js'
import type { Metrics } from '#src/metrics/metrics.js'

export type MetricsServices = GuessServices & {
  db: Db
  clock: Clock
  log: Log
  metrics: Metrics
  /** What is known without asking anybody. */
  processState(): State
  config: { metricsToken: string }
}

/** `GET /metrics`: the figures of this process and of what all share, for who shows the token. docs/metrics.md */
export function metricsRoute(services: MetricsServices) {
  const { db, clock, log, metrics, config } = services
  const readDatabase = createDatabaseFigures(db, clock)
  const app = factory.createApp()
  app.get('/metrics', requireBearer(config.metricsToken, services), async function figures(c) {
    const shared = await readDatabase()
    const families = [...metrics.read(), ...gather(services.processState(), shared)]
    return c.body(expose(families), 200, { 'Content-Type': CONTENT_TYPE })
  })
  app.onError(unexpected(log))
  return app
}
