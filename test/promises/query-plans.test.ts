import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCommunes } from '#src/collectivite/load-communes.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { migrate } from '#src/db/migrate.js'
import { siretsWith } from '#src/db/sirets-with.js'
import { createSessions } from '#src/http/sessions.js'
import { countSubmissions } from '#src/submission/count-submissions.js'
import { whereOf } from '#src/submission/filter.js'
import { listSubmissions } from '#src/submission/list-submissions.js'
import { nextToTreat } from '#src/submission/next-to-treat.js'
import { openSubmission } from '#src/submission/open-submissions.js'
import { fillYear } from '../../bench/year/fill-year.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { type PostgresServer, startPostgres } from '../support/postgres-server.js'
import { openTestSafe, type TestSafe } from '../support/safe.js'

// What the server itself says of the plans of what it was really asked.
const EXPLAINS = [
  'shared_preload_libraries=auto_explain',
  'auto_explain.log_min_duration=0',
  'auto_explain.log_nested_statements=on',
]
const ROWS = 10_000
const OWN = 600
const actor = 'agent:00000000-0000-4000-8000-000000000000'
const NO_FILTER = {
  state: null,
  origin: null,
  toCheck: false,
  neverExported: false,
  from: null,
  until: null,
  timeZone: 'Europe/Paris',
}
const everything = whereOf(NO_FILTER)
let server: PostgresServer
let safe: TestSafe
let said = ''

beforeAll(async () => {
  server = await startPostgres({
    settings: EXPLAINS,
    onLog: (text) => {
      said += text
    },
  })
  await migrate({ url: server.url }, [loadCommunes])
  safe = await openTestSafe({ url: server.url }, [FAY_AUX_LOGES], () => new Date())
  const target = { url: server.url, keyring: safe.keyring, auditKey: Buffer.alloc(32, 9) }
  const own = [{ siret: FAY_AUX_LOGES, rows: OWN }]
  await fillYear(target, { seed: 3, at: new Date(), rows: ROWS, collectivites: 35_000, own })
}, 300_000)
afterAll(async () => {
  await safe?.database.close()
  await server?.stop()
})

/** How the server went through tables, each way once, the last of so many times: by then a plan is kept. */
async function waysOf(work: () => Promise<unknown>, times = 12): Promise<string[]> {
  for (let before = 1; before < times; before++) await work()
  said = ''
  await work()
  // The log comes by a pipe of its own.
  await expect.poll(() => said.split('\n').filter((line) => /\bplan:$/.test(line)).length).toBeGreaterThan(0)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const ways = said.matchAll(/(Seq Scan|Index Scan|Index Only Scan|Bitmap Index Scan)[^\n(]*/g)
  return [...new Set([...ways].map(([way]) => way.trim()))]
}

const onSubmissions = (ways: string[]) => ways.filter((way) => /\bsubmissions/.test(way))

test('the first page of the inbox is read by date, and its figures each by the index made for it', async () => {
  const page = { where: everything, after: null, limit: 50, matches: null }
  await asCollectivite(safe.db, FAY_AUX_LOGES, (tx) =>
    tx.execute(sql`update submissions set previous_id = (select min(id::text)::uuid from submissions)`),
  )
  const listed = await waysOf(() => listSubmissions(safe, FAY_AUX_LOGES, page, actor))
  expect(listed.join('\n')).toContain('Index Scan Backward using submissions_by_date')
  expect(listed.filter((way) => way.startsWith('Seq Scan on submissions'))).toEqual([])
  // Each one before by its id: a plan kept from a small collectivité would else compare all rows of a large one.
  expect(listed.join('\n')).toContain('Index Scan using submissions_pkey on submissions')
  expect(said).not.toContain('Join Filter')
  const counted = await waysOf(() => countSubmissions(safe, FAY_AUX_LOGES, { upTo: 2_000 }))
  expect(counted.join('\n')).toContain('submissions_to_treat')
  expect(counted.join('\n')).toContain('submissions_never_exported')
  expect(counted.join('\n')).toContain('submissions_examples')
  expect(counted.filter((way) => way.startsWith('Seq Scan on submissions'))).toEqual([])
})

test('the next page begins in the index where the one before ended', async () => {
  const first = await listSubmissions(
    safe,
    FAY_AUX_LOGES,
    { where: everything, after: null, limit: 50, matches: null },
    actor,
  )
  expect(first.next).not.toBeNull()
  const ways = await waysOf(() =>
    listSubmissions(
      safe,
      FAY_AUX_LOGES,
      { where: everything, after: first.next, limit: 50, matches: null },
      actor,
    ),
  )
  expect(onSubmissions(ways)[0]).toContain('Index Scan Backward using submissions_by_date')
  expect(ways.filter((way) => way.startsWith('Seq Scan on submissions'))).toEqual([])
  expect(said).toMatch(/Index Cond: .*ROW\(.*created_at, .*id\) < ROW\(/)
})

test('the window of a search is read by date', async () => {
  const search = { where: everything, after: null, limit: 50, matches: () => false }
  const ways = await waysOf(() => listSubmissions(safe, FAY_AUX_LOGES, search, actor))
  expect(ways.filter((way) => way.startsWith('Seq Scan on submissions'))).toEqual([])
  expect(ways.join('\n')).toMatch(/submissions_by_date/)
})

test('the next one to treat is found by the index of dates', async () => {
  const { rows } = await listSubmissions(
    safe,
    FAY_AUX_LOGES,
    { where: everything, after: null, limit: 1, matches: null },
    actor,
  )
  const after = rows[0]
  if (!after) throw new Error('Nothing is kept')
  const ways = await waysOf(() => nextToTreat(safe, FAY_AUX_LOGES, { filter: NO_FILTER, after }))
  expect(onSubmissions(ways)).toEqual([
    expect.stringContaining('Index Scan Backward using submissions_by_date'),
  ])
})

test('a transmission is found by its reference', async () => {
  const { rows } = await listSubmissions(
    safe,
    FAY_AUX_LOGES,
    { where: everything, after: null, limit: 1, matches: null },
    actor,
  )
  const reference = rows[0]?.reference ?? ''
  const ways = await waysOf(() =>
    openSubmission(safe, FAY_AUX_LOGES, reference, { actor, action: 'consultation' }),
  )
  expect(onSubmissions(ways)[0]).toContain('submissions_by_reference')
  expect(ways.filter((way) => way.startsWith('Seq Scan on submissions'))).toEqual([])
})

test('the look for what is to be purged reads the oldest of each collectivité', async () => {
  const at = new Date().toISOString()
  const look = () =>
    siretsWith(safe.db, ({ first, last }) => sql`sirets_to_purge(${first}, ${last}, ${at}::timestamptz, 90)`)
  const ways = await waysOf(look, 1)
  expect(onSubmissions(ways)).toEqual(['Index Only Scan using submissions_by_date on submissions'])
})

test('a session is found by the hash of its cookie', async () => {
  const sessions = createSessions<object>(safe.db, 'agent', () => new Date())
  const until = new Date(Date.now() + 3_600_000)
  for (let session = 0; session < 1_000; session++) await sessions.create({}, until)
  const { token } = await sessions.create({}, until)
  const ways = await waysOf(() => sessions.read(token))
  expect(ways).toEqual(['Index Scan using sessions_pkey on sessions'])
})
