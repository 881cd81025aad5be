import { compress } from 'hono/compress'
import { collectivitesRoutes } from '#src/api/collectivites.js'
import { unexpected, unknownAddress } from '#src/api/errors.js'
import { openApiRoute } from '#src/api/openapi/route.js'
import { type OpeningServices, openingRoute } from '#src/api/opening.js'
import type { Clock } from '#src/db/clock.js'
import { factory } from '#src/http/factory.js'
import { onlyOnTime } from '#src/http/on-time.js'
import { datapassWebhook } from '#src/onboarding/datapass/webhook.js'

export type ApiServices = OpeningServices & {
  clock: Clock
  config: { publicUrl: URL; operator: { name: string; supportEmail: string } }
}

/** What other services call, under `/api/`: answered in JSON whatever happens, never by a page. */
export function apiRoutes(services: ApiServices) {
  const { safe, config, log } = services
  const api = factory.createApp()
  api.use('/api/*', compress())
  api.use('/api/*', onlyOnTime(services.clock))
  api.route('/', collectivitesRoutes(safe.db))
  api.route('/', openingRoute(services))
  api.route('/', datapassWebhook(services))
  api.route('/', openApiRoute(config))
  api.all('/api/*', unknownAddress(api))
  api.onError(unexpected(log))
  return api
}
