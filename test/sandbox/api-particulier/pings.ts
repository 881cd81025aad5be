import { Hono } from 'hono'
import type { createMaintenance } from './maintenance.js'
import type { ScriptedAnswer } from './script.js'
import { type Env, serveScripted } from './serve.js'

export type PingStatus = 'ok' | 'unknown' | 'maintenance' | 'bad_gateway'
export type PingName = 'cnaf_msa_quotient_familial' | 'franceconnect' | 'platform'
type State = { status: PingStatus; until?: Date }
type Options = { url: string; now(): Date; maintenance: ReturnType<typeof createMaintenance> }

const LISTED = ['cnaf_msa_quotient_familial', 'franceconnect'] as const
const MINUTES_COUNTED = 10
const BAD_SHARE = 0.1

/** Liveness, without token nor limit: computed from the calls, or as a test wants it. https://particulier.api.gouv.fr/developpeurs */
export function createPings({ url, now, maintenance }: Options) {
  const wanted = new Map<PingName, State>()
  const scripted = new Map<PingName, ScriptedAnswer>()
  const lastOk = new Map<PingName, Date>()
  let calls: { at: Date; bad: boolean }[] = []
  const started = now()
  const longAgo = () => new Date(now().getTime() - MINUTES_COUNTED * 60_000)

  function quotientFamilialState(): State {
    const current = maintenance.at(now())
    if (current) return { status: 'maintenance', until: current.until }
    // The calls that a maintenance refused are not held against the funds.
    if (maintenance.at(longAgo())) return { status: 'ok' }
    calls = calls.filter(({ at }) => at > longAgo())
    const bad = calls.filter((call) => call.bad).length
    return { status: bad > 0 && bad >= calls.length * BAD_SHARE ? 'bad_gateway' : 'ok' }
  }

  function answer(name: PingName): Response {
    const computed: State = name === 'cnaf_msa_quotient_familial' ? quotientFamilialState() : { status: 'ok' }
    const { status, until } = wanted.get(name) ?? computed
    if (status === 'ok') lastOk.set(name, now())
    const body = { status, last_update: now(), last_ok_status: lastOk.get(name) ?? started, until }
    return Response.json(body, { status: status === 'bad_gateway' ? 502 : 200 })
  }

  const app = new Hono<Env>()
    .get('/api/ping', () => answer('platform'))
    .get('/api/pings', (c) => c.json(LISTED.map((name) => ({ name, url: `${url}/api/${name}/ping` }))))
    .get('/api/:name/ping', (c) => {
      const name = LISTED.find((listed) => listed === c.req.param('name'))
      if (!name) return c.json({}, 404)
      const instead = scripted.get(name)
      return instead ? serveScripted(c, instead) : answer(name)
    })
  return {
    app,
    count: (status: number): void => {
      calls.push({ at: now(), bad: [502, 503, 504].includes(status) })
    },
    setPing: (name: PingName, status: PingStatus | null, until?: Date): void => {
      if (status === null) wanted.delete(name)
      else wanted.set(name, { status, ...(until ? { until } : {}) })
    },
    answerPing: (name: PingName, instead: ScriptedAnswer | null): void => {
      if (instead) scripted.set(name, instead)
      else scripted.delete(name)
    },
    reset: (): void => {
      wanted.clear()
      scripted.clear()
      calls = []
    },
  }
}
