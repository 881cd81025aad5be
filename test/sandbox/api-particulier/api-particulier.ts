import { setTimeout as sleep } from 'node:timers/promises'
import { Hono, type MiddlewareHandler } from 'hono'
import type { Introspection } from '../franceconnect/franceconnect.js'
import { createAddressLimit } from './address-limit.js'
import { type Answer, PLAIN_JSON } from './answer.js'
import { createAnswerCache } from './answer-cache.js'
import type { ApiParticulierControls } from './controls.js'
import type { Numbering } from './error-row.js'
import { errorAnswer } from './errors.js'
import { createMaintenance } from './maintenance.js'
import { createPings } from './pings.js'
import { answerQuotientFamilial } from './quotient-familial.js'
import { createRateLimit } from './rate-limit.js'
import { createRecalculations } from './recalculations.js'
import { createRecipientLock } from './recipient-lock.js'
import { createRecord } from './record-requests.js'
import { createScripts } from './script.js'
import { type Env, neverAnswer, serve, serveScripted } from './serve.js'

export type { ApiParticulierControls } from './controls.js'
export { API_PARTICULIER_PATH } from './record-requests.js'

type Options = { url: string; introspect(token: string): Promise<Introspection | null>; now(): Date }
type Settings = { slowMilliseconds: number; answerMilliseconds: number; numbering: Numbering }
const SETTINGS: Settings = { slowMilliseconds: 3000, answerMilliseconds: 0, numbering: 'current' }

/**
 * API Particulier, quotient familial by FranceConnect, simulated with its faults.
 * https://particulier.api.gouv.fr/developpeurs/openapi
 */
export function createApiParticulier({ url, introspect, now }: Options) {
  const settings = { ...SETTINGS }
  const record = createRecord()
  const scripts = createScripts()
  const addressLimit = createAddressLimit()
  const rateLimit = createRateLimit()
  const lock = createRecipientLock()
  const cache = createAnswerCache(now)
  const maintenance = createMaintenance(now)
  const recalculations = createRecalculations()
  const pings = createPings({ url, now, maintenance })
  const numbering = () => settings.numbering

  const guardAddress: MiddlewareHandler<Env> = async (c, next) => {
    const verdict = addressLimit.hit(c.env.incoming.socket.remoteAddress ?? '')
    if (verdict.kind === 'allowed') return next()
    if (verdict.kind === 'banned') return neverAnswer(c)
    const headers = { 'RateLimit-Limit': '1000', 'Retry-After': String(verdict.retryAfter) }
    return serve(errorAnswer('too-many-requests', numbering(), { headers }))
  }
  // Only what the funds answer takes their time: the platform's own refusals come at once.
  async function takeTime({ delay, contentType }: Answer): Promise<void> {
    if (contentType === PLAIN_JSON) return
    await sleep(Math.max(settings.answerMilliseconds, delay === 'slow' ? settings.slowMilliseconds : 0))
  }
  const parts = { lock, rateLimit, cache, maintenance, recalculations }
  const dependencies = { ...parts, introspect, now, numbering, takeTime }

  const app = new Hono<Env>()
  app.use(record.middleware)
  app.route('/', pings.app)
  app.use(guardAddress)
  app.get('/:version{v[0-9]+}/dss/quotient_familial/france_connect', async (c) => {
    const scripted = scripts.take(c.req.query('recipient') ?? '')
    const response = scripted
      ? await serveScripted(c, scripted)
      : serve(
          await answerQuotientFamilial(
            {
              path: c.req.path,
              version: c.req.param('version'),
              query: new URL(c.req.url).searchParams,
              authorization: c.req.header('Authorization') ?? null,
              requestId: c.req.header('X-Request-Id') ?? null,
              cacheControl: c.req.header('Cache-Control') ?? null,
            },
            dependencies,
          ),
        )
    if (!c.get('cut')) pings.count(response.status)
    return response
  })
  app.notFound((c) => c.json({}, 404))

  const controls: ApiParticulierControls = {
    requests: record.requests,
    mostCallsWithin: record.mostCallsWithin,
    script: scripts.script,
    scriptFor: scripts.scriptFor,
    answerAlways: scripts.answerAlways,
    answersTake: (milliseconds) => {
      settings.answerMilliseconds = milliseconds
    },
    slowAnswersTake: (milliseconds) => {
      settings.slowMilliseconds = milliseconds
    },
    setValue: recalculations.setValue,
    useNumbering: (wanted) => {
      settings.numbering = wanted
    },
    maintenanceUntil: maintenance.maintenanceUntil,
    keepWeeklyMaintenance: maintenance.keepWeeklyMaintenance,
    setPing: pings.setPing,
    answerPing: pings.answerPing,
    banSeconds: addressLimit.banSeconds,
    reset: () => {
      for (const part of [record, scripts, addressLimit, pings, ...Object.values(parts)]) part.reset()
      Object.assign(settings, SETTINGS)
    },
  }
  return { app, controls }
}
