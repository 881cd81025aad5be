import { metricsRoute } from '#src/api/metrics.js'
import { factory } from '#src/http/factory.js'
import { fewHeaders } from '#src/http/few-headers.js'
import { healthRoutes } from '#src/http/health.js'
import { cameByHttp, onlyHttps } from '#src/http/only-https.js'
import { requestLog } from '#src/http/request-log.js'
import { securityHeaders } from '#src/http/security-headers.js'
import type { Services } from '#src/services.js'

/** What a process answers that only works: whether it is well, and its figures. */
export function createWorkerApp(services: Services) {
  const { config, log, metrics } = services
  const app = factory.createApp()
  app.use(requestLog(log, metrics.requests))
  app.use(securityHeaders((c) => config.secureCookies && !cameByHttp(c, config)))
  app.use(onlyHttps(config))
  app.use(fewHeaders)
  app.route('/', healthRoutes(services))
  app.route('/', metricsRoute(services))
  return app
}
