import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '#src/config.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { rowsOf } from '#src/db/rows-of.js'
import { collectivites, mails } from '#src/db/schema.js'
import { createLog } from '#src/log.js'
import { createDatabaseFigures } from '#src/metrics/database-figures.js'
import { start } from '#src/start.js'
import { openFaultyLine } from '../support/faulty-line.js'
import { fillSafe } from '../support/fill.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { createTestDatabase } from '../support/postgres.js'
import { type ReadFamily, readMetrics, sampleOf } from '../support/read-metrics.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf } from '../support/visitor.js'

type Figures = Map<string, ReadFamily>

const page = `/collectivites/${FAY_AUX_LOGES}`
const MARTINE = 'martine.legendre@fay-aux-loges.example'
const DAY = 86_400_000
let service: TestService

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES)
  await service.addMember(FAY_AUX_LOGES, MARTINE, 'gestionnaire')
})
afterAll(() => service?.close())

const ask = (token: string | null, url = service.url) =>
  fetch(new URL('/metrics', url), { headers: token === null ? {} : { Authorization: `Bearer ${token}` } })
const askRightly = (url?: string) => ask(service.environment.METRICS_TOKEN ?? '', url)
const read = async (url?: string): Promise<Figures> => readMetrics(await (await askRightly(url)).text())

test('a resident’s whole journey moves the figures, each by as much as she did', async () => {
  const before = await read()
  const resident = service.newVisitor()
  await resident.visit(page)
  const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  const form = { revue: fieldOf(review.html, 'revue') }
  const done = (await resident.visit(`${page}/envois`, { form })).url.pathname
  await resident.visit(`${page}/envois`, { form })
  await resident.visit(`${page}/envois`, { form: { revue: 'another' } })
  await resident.visit(`${done}/courriel`, { form: { adresse: 'solange@residents.example' } })
  await service.settle()
  await resident.visit(`${done}/annulation`, { form: {} })
  await service.newVisitor().visit('/callback?code=x&state=y')
  const agent = service.newVisitor()
  await agent.signIn('/agent/connexion', { identity: 'martine' })
  await agent.visit('/agent/callback?code=x&state=y')
  await service.newVisitor().visit('/agent/callback?code=x&state=y')
  const after = await read()

  const grown = (name: string, labels: Record<string, string> = {}) =>
    (sampleOf(after, name, labels) ?? 0) - (sampleOf(before, name, labels) ?? 0)
  for (const step of ['view', 'departure', 'arrival', 'review'])
    expect(grown('qf_journey_steps_total', { step }), step).toBe(1)
  expect(grown('qf_callbacks_total', { outcome: 'found' })).toBe(1)
  expect(grown('qf_callbacks_total', { outcome: 'state-unknown' })).toBe(1)
  const way = 'franceconnect'
  expect(grown('qf_sendings_total', { way, outcome: 'sent' })).toBe(1)
  expect(grown('qf_sendings_total', { way, outcome: 'repeated' })).toBe(1)
  expect(grown('qf_sendings_total', { way, outcome: 'refused' })).toBe(1)
  expect(grown('qf_cancellations_total', { outcome: 'cancelled' })).toBe(1)
  expect(grown('qf_agent_sign_ins_total', { outcome: 'agent' })).toBe(1)
  expect(grown('qf_agent_sign_ins_total', { outcome: 'failed' })).toBe(1)
  expect(grown('qf_mails_total', { kind: 'receipt', outcome: 'sent' })).toBe(1)
  expect(grown('qf_jobs_total', { queue: 'mails', outcome: 'done' })).toBe(1)

  const views = { method: 'GET', route: '/collectivites/:siret', status: '2xx' }
  expect(grown('qf_http_requests_total', views)).toBe(1)
  expect(grown('qf_http_request_duration_seconds_count', { route: views.route })).toBe(1)
  expect(
    grown('qf_http_requests_total', {
      ...views,
      method: 'POST',
      route: '/collectivites/:siret/envois',
      status: '3xx',
    }),
  ).toBeGreaterThan(0)
  const answered = (upstream: string) =>
    grown('qf_upstream_request_duration_seconds_count', { upstream, outcome: 'ok' })
  expect(answered('api-particulier')).toBe(1)
  expect(answered('smtp')).toBe(1)
  // Metadata, keys, tokens, user info.
  expect(answered('franceconnect')).toBeGreaterThan(2)
  expect(answered('proconnect')).toBeGreaterThan(2)
  expect(sampleOf(after, 'qf_http_requests_in_flight')).toBe(1)
  expect(sampleOf(after, 'qf_ready')).toBe(1)
  expect(sampleOf(after, 'qf_database_up')).toBe(1)
})

test('who goes back at FranceConnect, and a fund that knows her not, stand apart', async () => {
  const before = await read()
  await service.newVisitor().signIn(`${page}/connexion`, { error: 'access_denied' })
  await service.newVisitor().signIn(`${page}/connexion`, { identity: 'no-caf-file' })
  const after = await read()
  for (const outcome of ['gave-up', 'no-file', 'found']) {
    const of = (figures: Figures) => sampleOf(figures, 'qf_callbacks_total', { outcome }) ?? 0
    expect([outcome, of(after) - of(before)]).toEqual([outcome, outcome === 'found' ? 0 : 1])
  }
})

test('nothing of a person, of a collectivité or of who asks stands in it', async () => {
  const resident = service.newVisitor()
  const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
  await resident.visit(`${page}/envois`, { form: { revue: fieldOf(review.html, 'revue') } })
  const figures = await read()
  const labels = [...figures.values()].flatMap(({ samples }) =>
    samples.flatMap((one) => Object.values(one.labels)),
  )
  expect(labels).toContain('/collectivites/:siret/envois')
  const told = labels.join(' ')
  expect(told).not.toMatch(/marchadier|élodie|solange|martine|legendre|example|\b742\b/i)
  expect(told).not.toMatch(/\d{9}|\bQ[2-9B-Z]{9}\b|2001:db8|127\.0\.0\.1|[0-9a-f]{8}-[0-9a-f]{4}-/)
})

test('it asks for the token, says nothing without it, and is kept nowhere', async () => {
  const before = await read()
  for (const token of [null, '', 'x', service.environment.COLLECTIVITES_API_TOKEN ?? '']) {
    const refused = await ask(token)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer')
    expect(await refused.text()).not.toContain('qf_')
  }
  const right = await askRightly()
  expect(right.status).toBe(200)
  expect(right.headers.get('Cache-Control')).toBe('no-store')
  expect(right.headers.get('Content-Type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const after = readMetrics(await right.text())
  // Who shows none has guessed nothing.
  const bearers = { kind: 'bearer' }
  expect(sampleOf(after, 'qf_wrong_tokens_total', bearers)).toBe(
    (sampleOf(before, 'qf_wrong_tokens_total', bearers) ?? 0) + 3,
  )
})

test('who has tried too many tokens is told to wait, and the right one is never kept out', async () => {
  const guesser = service.newVisitor()
  const guess = () => guesser.request('/metrics', { headers: { Authorization: 'Bearer guess' } })
  const statuses: number[] = []
  for (let times = 0; times < 31; times++) statuses.push((await guess()).status)
  expect(statuses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 401))
  expect(statuses[30]).toBe(429)
  const right = { Authorization: `Bearer ${service.environment.METRICS_TOKEN}` }
  expect((await guesser.request('/metrics', { headers: right })).status).toBe(200)
  expect(sampleOf(await read(), 'qf_limits_hit_total', { limit: 'guess' })).toBe(1)
})

test('a call that came in clear is refused, not led on with its token', async () => {
  const secure = await startTestService({
    worker: false,
    environment: { PUBLIC_URL: 'https://qf.example' },
    publicUrl: 'https://qf.example',
  })
  try {
    const headers = {
      Authorization: `Bearer ${service.environment.METRICS_TOKEN}`,
      'X-Forwarded-Proto': 'http',
    }
    const answer = await fetch(new URL('/metrics', secure.url), { headers, redirect: 'manual' })
    expect(answer.status).toBe(403)
    expect((await askRightly(secure.url)).status).toBe(200)
  } finally {
    await secure.close()
  }
})

test('the guide names every figure with its kind and labels, and no other', async () => {
  const given = [...(await read()).values()].map(({ name, type, samples }) => {
    const labels = Object.keys(samples[0]?.labels ?? {}).filter((label) => label !== 'le')
    return { name, type, labels }
  })
  const rows = [
    ...readFileSync('docs/metrics.md', 'utf8').matchAll(/^\| `(qf_\w+)` \| (\w+) \| ([^|]*) \| (.+) \|$/gm),
  ]
  const told = rows.map(([, name = '', type = '', labels = '']) => ({
    name,
    type,
    labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label),
  }))
  const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name)
  expect(told.map(({ name, type }) => ({ name, type })).sort(byName)).toEqual(
    given.map(({ name, type }) => ({ name, type })).sort(byName),
  )
  for (const { name, labels } of given)
    if (labels.length > 0)
      expect([name, told.find((one) => one.name === name)?.labels]).toEqual([name, labels])
})

describe('what all processes share', () => {
  let still: TestService
  beforeAll(async () => {
    still = await startTestService({ worker: false })
    await still.open(FAY_AUX_LOGES)
  })
  afterAll(() => still?.close())
  // Another one remembers nothing.
  const readAnew = async () => {
    const { waiting } = await createDatabaseFigures(still.services.db, still.services.clock)()
    if (!waiting) throw new Error('The database did not answer')
    return waiting
  }

  test('a mail that waits, its age, a dead job and a collectivité whose mails fail', async () => {
    const { db } = still.services
    const resident = still.newVisitor()
    const review = await resident.signIn(`${page}/connexion`, { identity: 'ordinary' })
    const form = { revue: fieldOf(review.html, 'revue') }
    const done = (await resident.visit(`${page}/envois`, { form })).url.pathname
    await resident.visit(`${done}/courriel`, { form: { adresse: 'solange@residents.example' } })
    await asCollectivite(db, FAY_AUX_LOGES, (tx) =>
      tx.update(mails).set({ createdAt: new Date(Date.now() - 20 * 60_000) }),
    )
    await db.execute(
      sql`update pgboss.job set start_after = now() - interval '90 seconds' where name = 'mails'`,
    )
    await db.execute(sql`insert into pgboss.job (name, data) values ('dead', '{"siret": "x"}')`)
    await db
      .update(collectivites)
      .set({ mailFailedAt: new Date() })
      .where(eq(collectivites.siret, FAY_AUX_LOGES))
    const figures = await read(still.url)
    const ofMails = (name: string) => sampleOf(figures, name, { queue: 'mails' }) ?? Number.NaN
    expect(ofMails('qf_queue_ready_jobs')).toBe(1)
    expect(ofMails('qf_queue_oldest_ready_job_age_seconds')).toBeGreaterThanOrEqual(90)
    expect(ofMails('qf_queue_scheduled_jobs')).toBe(0)
    expect(sampleOf(figures, 'qf_queue_ready_jobs', { queue: 'openings' })).toBe(0)
    expect(sampleOf(figures, 'qf_queue_ready_jobs', { queue: 'dead' })).toBeUndefined()
    expect(sampleOf(figures, 'qf_mails_oldest_age_seconds')).toBeGreaterThanOrEqual(1200)
    expect(sampleOf(figures, 'qf_mails_oldest_age_seconds')).toBeLessThan(2400)
    expect(sampleOf(figures, 'qf_dead_jobs')).toBe(1)
    expect(sampleOf(figures, 'qf_collectivites_failing_mails')).toBe(1)
    // Put off after an attempt, it is not ready, and as old as before.
    await db.execute(sql`update pgboss.job set start_after = now() + interval '1 hour' where name = 'mails'`)
    const { queues, oldestMailSeconds } = await readAnew()
    expect(queues.find(({ queue }) => queue === 'mails')).toMatchObject({ ready: 0, scheduled: 1 })
    expect(oldestMailSeconds).toBeGreaterThanOrEqual(1200)
    await asCollectivite(db, FAY_AUX_LOGES, (tx) => tx.update(mails).set({ failedAt: new Date() }))
    expect((await readAnew()).oldestMailSeconds).toBe(0)
  })
})

describe('what is done by the clock', () => {
  const workOf = async (name: string) => {
    const { db, clock } = service.services
    const { state } = await createDatabaseFigures(db, clock)()
    return state?.lastRuns.find(({ work }) => work === name)
  }
  const run = async (queue: 'hourly' | 'nightly') => {
    const { db, jobs } = service.services
    await jobs.send(db, queue, {})
    for (let tries = 0; tries < 600; tries++) {
      const [row] = rowsOf<{ left: number }>(
        await db.execute(
          sql`select count(*)::int as left from pgboss.job where name = ${queue} and state < 'completed'`,
        ),
      )
      if (row?.left === 0) return
      await wait(50)
    }
    throw new Error(`${queue} did not end`)
  }

  test('a purge that erases, one that fails, and when it last went well, whoever is asked', async () => {
    const { db, safe } = service.services
    expect(await workOf('purge')).toEqual({ work: 'purge', succeededAt: null, failures: null })
    await fillSafe(safe, FAY_AUX_LOGES, 2, () => ({ createdAt: new Date(Date.now() - 100 * DAY) }))
    const before = sampleOf(await read(), 'qf_purge_erased_total', { what: 'transmissions' }) ?? 0
    await run('hourly')
    const well = await workOf('purge')
    expect(well).toMatchObject({ succeededAt: expect.any(Number), failures: 0 })
    expect(Math.abs((well?.succeededAt ?? 0) - Date.now() / 1000)).toBeLessThan(120)
    expect(sampleOf(await read(), 'qf_purge_erased_total', { what: 'transmissions' })).toBe(before + 2)
    expect(sampleOf(await read(), 'qf_jobs_total', { queue: 'hourly', outcome: 'done' })).toBe(1)

    const { config } = service.database
    const owner = postgres('url' in config ? config.url : '', { max: 1, onnotice: () => {} })
    try {
      await owner`create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$`
      await owner`create trigger refuse before delete on submissions for each row execute function refuse()`
      await fillSafe(safe, FAY_AUX_LOGES, 1, () => ({ createdAt: new Date(Date.now() - 100 * DAY) }))
      await run('hourly')
      expect(await workOf('purge')).toEqual({ ...well, failures: 1 })
      expect(await workOf('hourly')).toMatchObject({ failures: 1 })
      expect(sampleOf(await read(), 'qf_purge_failed_total')).toBe(1)
    } finally {
      await owner`drop trigger refuse on submissions`
      await owner.end()
    }
    // The queue forgets what is done after an hour, and its archive after a day.
    await db.execute(sql`
with gone as (delete from pgboss.job where name = 'hourly' returning *)
      insert into pgboss.archive select *, now() from gone`)
    expect(await workOf('purge')).toEqual({ ...well, failures: 1 })
  })

  test('a night whose trace cannot be cut', async () => {
    await run('nightly')
    expect(await workOf('audit-cut')).toMatchObject({ failures: 0, succeededAt: expect.any(Number) })
    const { config } = service.database
    const owner = postgres('url' in config ? config.url : '', { max: 1, onnotice: () => {} })
    try {
      // The oldest line, changed by who owns the table.
      await owner`alter table audit_events no force row level security`
      await owner`update audit_events set at = at - interval '40 months', actor = 'x' where seq = 1`
      await run('nightly')
      expect(await workOf('audit-cut')).toMatchObject({ failures: 1 })
      expect(await workOf('audit-heads')).toMatchObject({ failures: 0 })
    } finally {
      await owner`alter table audit_events force row level security`
      await owner.end()
    }
  })
})

test('with the database away it tells of itself, that the database is away, and nothing that only it knows', async () => {
  const database = await createTestDatabase('owner')
  const line = await openFaultyLine('url' in database.config ? database.config.url : '')
  const cut = await startTestService({ environment: { DATABASE_URL: line.url }, worker: false })
  try {
    await line.refuse()
    const away = await read(cut.url)
    expect(sampleOf(away, 'qf_database_up')).toBe(0)
    expect(sampleOf(away, 'qf_ready')).toBe(0)
    expect(sampleOf(away, 'qf_process_resident_memory_bytes')).toBeGreaterThan(1e7)
    for (const name of ['qf_queue_ready_jobs', 'qf_mails_oldest_age_seconds', 'qf_clock_agrees'])
      expect(away.get(name)?.samples, name).toEqual([])
    await line.mend()
    // Who asked before may still be waiting for the one that was away.
    for (let tries = 0; tries < 60 && sampleOf(await read(cut.url), 'qf_database_up') !== 1; tries++)
      await wait(250)
    expect(sampleOf(await read(cut.url), 'qf_ready')).toBe(1)
    expect(sampleOf(await read(cut.url), 'qf_database_connections', { state: 'idle' })).toBeGreaterThan(0)
  } finally {
    await line.mend()
    await cut.close()
    await line.close()
    await database.drop()
  }
})

test('the embedded database tells the same, without connections', async () => {
  const embedded = await startTestService({ kind: 'pglite', worker: false })
  try {
    const figures = await read(embedded.url)
    expect(sampleOf(figures, 'qf_ready')).toBe(1)
    expect(sampleOf(figures, 'qf_queue_ready_jobs', { queue: 'mails' })).toBe(0)
    expect(figures.get('qf_database_connections')?.samples).toEqual([])
  } finally {
    await embedded.close()
  }
})

test('a process that only works answers for its health and its figures, and for nothing else', async () => {
  const logs: string[] = []
  const startWorker = (port: { WORKER_PORT?: string }) =>
    start(
      readConfig({ ...service.environment, ...port }),
      { log: createLog('info', { write: (written) => logs.push(written) }) },
      { web: false, worker: true },
    )
  const worker = await startWorker({ WORKER_PORT: '0' })
  try {
    const url = `http://127.0.0.1:${worker.port}`
    for (const path of ['/healthz', '/readyz']) expect((await fetch(url + path)).status).toBe(200)
    expect((await ask('x', url)).status).toBe(401)
    expect(sampleOf(await read(url), 'qf_build_info')).toBe(1)
    for (const path of ['/', page, '/agent', '/api/collectivites'])
      expect((await fetch(url + path)).status).toBe(404)
    expect((await fetch(url)).headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    // Beside a web process of the same machine nothing is told to it: it takes no port from it.
    const quiet = await startWorker({})
    expect(quiet.port).toBeNull()
    expect(logs.join()).not.toContain('worker does not listen')
    await quiet.close()
    const beside = await startWorker({ WORKER_PORT: String(worker.port) })
    expect(beside.port).toBeNull()
    expect(logs.map((written) => JSON.parse(written).event)).toContain('worker does not listen')
    await beside.close()
  } finally {
    await worker.close()
  }
})
