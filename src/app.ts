import { compress } from 'hono/compress'
import { schemaRoute } from '#src/agent/files/schema-route.js'
import { agentRoutes } from '#src/agent/routes.js'
import { metricsRoute } from '#src/api/metrics.js'
import { apiRoutes } from '#src/api/routes.js'
import { openingListsPath } from '#src/dinum/addresses.js'
import { consoleRoutes } from '#src/dinum/routes.js'
import { openAssets } from '#src/http/assets.js'
import { clientNetwork } from '#src/http/client-address.js'
import { errorPage, exceptionPage, notFoundPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { fewHeaders } from '#src/http/few-headers.js'
import type { BusyPage } from '#src/http/front.js'
import { guardForms } from '#src/http/guard-forms.js'
import { healthRoutes } from '#src/http/health.js'
import { onlyOnTime } from '#src/http/on-time.js'
import { cameByHttp, onlyHttps } from '#src/http/only-https.js'
import { onlyVisits } from '#src/http/only-visits.js'
import { pageRenderer } from '#src/http/render.js'
import { requestLog } from '#src/http/request-log.js'
import { routedMethods } from '#src/http/routed-methods.js'
import { securityHeaders } from '#src/http/security-headers.js'
import { warnOfProxy } from '#src/http/warn-of-proxy.js'
import { informationRoutes } from '#src/information/routes.js'
import { residentRoutes } from '#src/resident/routes.js'
import type { Services } from '#src/services.js'
import type { Site } from '#templates/site.js'

const MEGABYTE = 1024 * 1024
// More than three files of 5 MB: what is somewhat too large is refused beside its field, and nothing typed is lost.
const WITH_ATTESTATION = {
  path: /^\/collectivites\/\d{14}\/(attestation|signalement)$/,
  bytes: 24 * MEGABYTE,
}

// Schemas and figures, which say so themselves.
const OPEN_TO_ALL = /^\/(schemas\/|statistiques\/.*\.csv$)/

function bytesOfFiles(path: string): number | null {
  if (path === openingListsPath) return 2 * MEGABYTE
  return WITH_ATTESTATION.path.test(path) ? WITH_ATTESTATION.bytes : null
}

/** The whole web application: middlewares in order, then the rooms in the order of the journey. */
export function createApp(services: Services) {
  const { config, clock, log, sharedPages } = services
  const assets = openAssets()
  const site = siteOf(config, assets)
  const app = factory.createApp()
  app.use(sharedPages.keep)
  app.use(requestLog(log, services.metrics.requests))
  app.use(warnOfProxy(config, log))
  app.use(securityHeaders((c) => config.secureCookies && !cameByHttp(c, config)))
  app.use(onlyHttps(config))
  app.use(fewHeaders)
  app.route('/', healthRoutes(services))
  app.route('/', metricsRoute(services))
  app.route('/', assets.routes)
  // Behind these only forms of our own pages are let in.
  app.route('/', apiRoutes(services))
  app.use(compress())
  app.use(pageRenderer(site))
  app.use(onlyOnTime(clock))
  app.use(onlyVisits((path) => OPEN_TO_ALL.test(path)))
  app.use(
    guardForms({
      origin: config.publicUrl.origin,
      isRouted: (method, path) => routedMethods(app, path).includes(method),
      filesOf: bytesOfFiles,
      networkOf: (c) => clientNetwork(c, config.trustProxy),
    }),
  )
  app.route('/', residentRoutes(services))
  app.route('/', agentRoutes(services))
  app.route('/', consoleRoutes(services))
  app.route('/', schemaRoute(config))
  app.route('/', informationRoutes(services, site))
  app.notFound(notFoundPage(app))
  app.onError(exceptionPage(log))
  return app
}

/** What is answered while there is more to do than can be done, by nothing but what is in memory. */
export async function busyPage({ config }: Pick<Services, 'config'>): Promise<BusyPage> {
  const app = factory.createApp()
  app.use(securityHeaders(() => config.secureCookies))
  app.use(pageRenderer(siteOf(config, openAssets())))
  app.get('/', (c) => errorPage(c, 503, { reason: 'affluence' }))
  const page = await app.request('/')
  const bytes = Buffer.from(await page.arrayBuffer())
  return { headers: { ...Object.fromEntries(page.headers), 'content-length': String(bytes.length) }, bytes }
}

function siteOf({ operator }: Services['config'], assets: ReturnType<typeof openAssets>): Site {
  const { name, brand, supportEmail, feedbackUrl } = operator
  return { operatorName: name, brand, supportEmail, feedbackUrl, asset: assets.urlOf }
}
