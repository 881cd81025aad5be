import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import { type Handlers, startWorker } from '#src/jobs/worker.js'
import { workHourly } from '#src/work-hourly.js'
import { workNightly } from '#src/work-nightly.js'
import { type FaultyLine, openFaultyLine } from '../support/faulty-line.js'
import { fillSafe } from '../support/fill.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf } from '../support/visitor.js'

const page = `/collectivites/${FAY_AUX_LOGES}`
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
let database: TestDatabase<{ url: string }>
let line: FaultyLine
let service: TestService

beforeAll(async () => {
  database = await createTestDatabase('owner')
  line = await openFaultyLine(database.config.url)
  service = await startTestService({ environment: { DATABASE_URL: line.url }, worker: false })
  await service.open(FAY_AUX_LOGES)
  // Which would be gone in 30 days.
  await fillSafe(service.services.safe, FAY_AUX_LOGES, 1, () => ({
    createdAt: new Date(Date.now() - 60 * DAY),
  }))
})
afterAll(async () => {
  vi.useRealTimers()
  await line?.mend()
  await service?.close()
  await line?.close()
  await database?.drop()
})
const kept = () => asCollectivite(service.services.db, FAY_AUX_LOGES, (tx) => tx.$count(submissions))
const statusOf = async (path: string) => (await fetch(new URL(path, service.url))).status

test('away, it is told on every page, nothing is said to be lost or sent, and the same form goes through later', async () => {
  const resident = service.newVisitor()
  const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const form = { revue: fieldOf(review.html, 'revue') }
  const headers = { Referer: review.url.href }

  await line.refuse()
  const [read, sent, api] = await Promise.all([
    resident.visit(`${page}/envoyer_mes_donnees`),
    resident.visit(`${page}/envois`, { form, headers }),
    resident.request('/api/collectivites'),
  ])
  for (const answer of [read, sent, api]) {
    expect(answer.status).toBe(503)
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
  }
  for (const { text } of [read, sent]) {
    expect(text).toContain('rien n’est perdu')
    expect(text).not.toMatch(/rien n’a été transmis|est transmis/i)
  }
  expect(read.html).toContain(`href="${page}/envoyer_mes_donnees"`)
  expect(sent.html).toContain(`href="${page}/envoyer_mes_donnees"`)
  expect(sent.text).toContain('Le même envoi ne compte qu’une fois')
  expect(await api.json()).toMatchObject({ code: 'UNAVAILABLE' })
  expect(await statusOf('/healthz')).toBe(200)
  expect(await statusOf('/readyz')).toBe(503)

  await line.mend()
  expect(await statusOf('/readyz')).toBe(200)
  const again = await resident.visit(`${page}/envois`, { form, headers })
  expect(again.url.pathname).toContain('/confirmation/Q')
})

test('of a commit whose answer was lost nothing is said that may be wrong; the same form leads to its one transmission', async () => {
  for (const when of ['sent', 'unsent'] as const) {
    const resident = service.newVisitor()
    const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
    const form = { revue: fieldOf(review.html, 'revue') }
    const before = await kept()
    line.cutAtCommit(when)
    const sent = await resident.visit(`${page}/envois`, { form })
    expect(sent.status).toBe(503)
    expect(sent.text).toContain('Nous ne pouvons pas encore dire si votre envoi est arrivé')
    const looked = await resident.visit(`${page}/envoyer_mes_donnees`)
    expect(looked.url.pathname.includes('/confirmation/Q')).toBe(when === 'sent')
    const again = await resident.visit(`${page}/envois`, { form })
    expect(again.url.pathname).toContain('/confirmation/Q')
    expect(await kept()).toBe(before + 1)
  }
})

test.each([
  ['40 days ahead', 40 * DAY],
  ['two hours ahead', 120 * MINUTE],
  ['a day behind', -DAY],
  ['at 1970', -Date.now()],
])('a clock %s erases nothing, stores nothing and ends no session', async (_name, shift) => {
  const { services } = service
  const resident = service.newVisitor()
  const review = await resident.signIn(`${page}/connexion`, { identity: 'zero' })
  const form = { revue: fieldOf(review.html, 'revue') }
  const logged = service.logs.length
  const before = await kept()

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + shift })
  expect(await statusOf('/readyz')).toBe(503)
  expect(await statusOf('/healthz')).toBe(200)
  expect(await statusOf('/api/collectivites')).toBe(503)
  expect((await resident.visit(`${page}/envois`, { form })).status).toBe(503)
  await workHourly(services)
  await workNightly(services)
  expect(await kept()).toBe(before)
  const told = service.logs.slice(logged).join('')
  for (const work of [
    'transmissions not purged',
    'sessions not cleaned',
    'closed not erased',
    'audit not cut',
  ])
    expect(told).toMatch(new RegExp(`"errorCode":"CLOCK_DISAGREES".*"event":"${work}"`))
  expect(told).toContain('"event":"clock not agreed"')

  vi.useRealTimers()
  expect(await statusOf('/readyz')).toBe(200)
  expect((await resident.visit(`${page}/envois`, { form })).url.pathname).toContain('/confirmation/Q')
})

test('a clock that is four minutes wrong is no reason to stop', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 4 * MINUTE })
  expect(await statusOf('/readyz')).toBe(200)
  vi.useRealTimers()
})

test('a worker whose connections are cut while it looks at its queue begins as soon as they last', async () => {
  const { services, logs } = service
  line.cutAtRandom(1)
  const beginning = startWorker(services, {} as Handlers)
  await vi.waitUntil(() => logs.some((each) => each.includes('queue not started')), { timeout: 20_000 })
  await line.mend()
  const { close } = await beginning
  await close()
})
