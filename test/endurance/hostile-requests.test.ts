import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createSessions } from '#src/http/sessions.js'
import { removeExpiredCounts } from '#src/limits/limiter.js'
import { MARK } from '../support/hostile-values.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { createRandom } from '../support/seeded.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf } from '../support/visitor.js'
import { attack } from './hostile-requests/attack.js'
import { framedRequest } from './hostile-requests/framed.js'
import { jsonRequest } from './hostile-requests/json.js'
import { type HostileRequest, headOf, ordinary, type Target } from './hostile-requests/request.js'
import { everywhere, routedRequest } from './hostile-requests/routed.js'
import { countRows } from './hostile-requests/rows.js'
import { openTarget } from './hostile-requests/target.js'

const SEED = 20261127
const REQUESTS = 10_000
// By then everything has been loaded once.
const MEASURED_FROM = 5_000
const MEGABYTE = 1024 * 1024
const HOUR = 3_600_000
const SITES = 100
const SITES_KEPT = 20
const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent${page}`

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
let service: TestService
let target: Target

beforeAll(async () => {
  service = await startTestService({ kind: 'superuser' })
  target = await openTarget(service)
}, 60_000)
afterAll(() => service?.close())

test('ten thousand hostile requests: nothing told, nothing led away, nothing left behind', async () => {
  const printed = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name))
  const rowsBefore = await countRows(service)
  let before = memory()
  const origins = [service.url, service.sandbox.url]
  const port = Number(new URL(service.url).port)
  const started = performance.now()
  const cpu = process.cpuUsage()
  const { sent, statuses, slowest, faults } = await attack({ port, origins }, requests(), (number) => {
    if (number === MEASURED_FROM) before = memory()
  })
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  await service.settle()
  const rows = await countRows(service)
  const after = memory()
  const grown = Object.entries(rows)
    .map(([table, count]) => [table, count - (rowsBefore[table] ?? 0)] as const)
    .filter(([, more]) => more !== 0)
  process.stdout.write(
    [
      `seed ${SEED}: ${sent} requests in ${seconds.toFixed(0)} s, ${((user + system) / 1_000_000).toFixed(0)} s of the processor: ${JSON.stringify(statuses)}`,
      `memory: heap ${inMegabytes(before.heap)} → ${inMegabytes(after.heap)} MB, all ${inMegabytes(before.rss)} → ${inMegabytes(after.rss)} MB`,
      `rows: ${grown.map(([table, more]) => `${table} ${more > 0 ? '+' : ''}${more}`).join(', ')}`,
      `slowest: ${slowest.join('; ')}`,
      '',
    ].join('\n'),
  )

  expect(faults.slice(0, 20)).toEqual([])
  expect(sent).toBe(REQUESTS)
  expect(service.logs.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
  expect(service.logs.filter((line) => line.toLowerCase().includes(MARK))).toEqual([])
  expect(printed.flatMap(({ mock }) => mock.calls)).toEqual([])
  expect(after.heap - before.heap).toBeLessThan(60 * MEGABYTE)
  expect(after.rss - before.rss).toBeLessThan(150 * MEGABYTE)
  expect(rows.refused_origins).toBeGreaterThan(0)
  expect(rows.refused_origins).toBeLessThanOrEqual(SITES_KEPT * (rows.collectivites ?? 0))
  // One for each departure to sign in, until its end; so it is with what is counted for limits.
  expect(rows.sessions).toBeLessThan((statuses['302'] ?? 0) + 20)
  await expectDesksToBeOpen()
  await expectRowsToEnd()
})

test('afterwards a quotient familial still goes from the resident to the secretary', async () => {
  const [resident, martine] = [service.newVisitor(), service.newVisitor()]
  const review = await resident.signIn(`${page}/connexion?external_id=FAM-7`, { identity: 'dubois' })
  const sent = await resident.visit(`${page}/envois`, { form: { revue: fieldOf(review.html, 'revue') } })
  const reference = sent.url.pathname.split('/').at(-1) ?? ''
  expect(reference).toMatch(/^Q\w{9}$/)
  await martine.signIn('/agent/connexion', { identity: 'martine' })
  expect((await martine.visit(`${desk}/transmissions/${reference}`)).text).toContain('FAM-7')
  expect(await (await martine.request(`${desk}/export.csv`)).text()).toContain(reference)
})

/** Each value everywhere, then any of all kinds, then many sites to lead back to, until they are ten thousand. */
function* requests(): Generator<HostileRequest> {
  const random = createRandom(SEED)
  const kinds = [routedRequest, routedRequest, framedRequest, jsonRequest]
  let made = 0
  for (const request of everywhere(random, target)) {
    made += 1
    yield request
  }
  for (; made < REQUESTS - SITES; made++) yield random.pick(kinds)(random, target)
  for (let site = 0; site < SITES; site++) {
    const path = `${page}?redirect_uri=https://site-${site}.evil.example/`
    yield { kind: 'site', role: 'nobody', pieces: [headOf('GET', path, ordinary(random, target))] }
  }
}

/** Whoever was signed in was so all the while. */
async function expectDesksToBeOpen(): Promise<void> {
  const open: [keyof Target['cookies'], string][] = [
    ['resident', '/mes_transmissions'],
    ['agent', desk],
    ['gestionnaire', `${desk}/reglages`],
    ['operator', '/dinum/journal'],
  ]
  for (const [role, path] of open) {
    const headers = { Cookie: target.cookies[role] }
    const { status } = await fetch(service.url + path, { headers, redirect: 'manual' })
    expect([role, path, status]).toEqual([role, path, 200])
  }
}

async function expectRowsToEnd(): Promise<void> {
  const { db } = service.services
  await createSessions(db, 'resident', () => new Date(Date.now() + 9 * HOUR)).removeExpired()
  await removeExpiredCounts(db, new Date(Date.now() + 25 * HOUR))
  expect(await countRows(service)).toMatchObject({ sessions: 0, rate_limits: 0 })
}

function memory(): { heap: number; rss: number } {
  collect()
  const { heapUsed, rss } = process.memoryUsage()
  return { heap: heapUsed, rss }
}

function inMegabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(0)
}
