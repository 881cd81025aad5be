import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCommunes } from '#src/collectivite/load-communes.js'
import { migrate } from '#src/db/migrate.js'
import { fixedClock } from '../support/clock.js'
import { CALVI, FAY_AUX_LOGES } from '../support/named.js'
import { NO_DUMP, type PostgresWithDump, startPostgresWithDump } from '../support/postgres-with-dump.js'
import { sendTo } from '../support/safe.js'
import { startTestService, type TestService } from '../support/service.js'

const run = promisify(execFile)
const DAY = 86_400_000
const clock = fixedClock(new Date(Date.now() - 91 * DAY).toISOString())
let server: PostgresWithDump | null
let admin: Sql
let service: TestService
const at = (user: string, database: string) => {
  const url = new URL(server?.url ?? '')
  url.pathname = `/${database}`
  if (user !== 'postgres') Object.assign(url, { username: user, password: 'secret of the test' })
  return url.href
}

beforeAll(async () => {
  server = await startPostgresWithDump()
  if (!server) return
  admin = postgres(server.url, { max: 1, onnotice: () => {} })
  // As docs/backup.md says, for a plain owner.
  await admin.unsafe(`
    create role qf_app nologin noinherit;
    create role qf_owner login password 'secret of the test';
    grant qf_app to qf_owner;
    create role qf_backup login bypassrls password 'secret of the test';
    grant pg_read_all_data to qf_backup`)
  for (const name of ['production', 'restored', 'restored_by_owner'])
    await admin.unsafe(`create database ${name} owner qf_owner`)
  await migrate({ url: at('qf_owner', 'production') }, [loadCommunes])
  service = await startTestService({
    now: clock,
    worker: false,
    environment: { DATABASE_URL: at('qf_owner', 'production') },
  })
  await fill()
}, 120_000)
afterAll(async () => {
  await service?.close()
  await admin?.end()
  await server?.stop()
})

/** What is past its time, what is not, and one that closed long ago: a backup brings back all of it. */
async function fill() {
  const { safe } = service.services
  for (const siret of [FAY_AUX_LOGES, CALVI]) {
    await service.open(siret)
    await sendTo(safe, siret)
  }
  clock.moveTo(new Date().toISOString())
  await sendTo(safe, FAY_AUX_LOGES)
  const production = postgres(at('postgres', 'production'), { max: 1 })
  await production`update collectivites set state = 'fermée', decision = 'fermeture', decided_at = now() - interval '31 days'
    where siret = ${CALVI}`
  await production.end()
}

/** What the drill says, and how it ends. */
async function drill(change: Record<string, string> = {}) {
  const env = {
    ...process.env,
    ...service.environment,
    BACKUP_URL: at('qf_backup', 'production'),
    RESTORE_URL: at('postgres', 'restored'),
    PG_PROGRAMS: dirname(server?.programs.pg_dump ?? ''),
    ...change,
  }
  return run('npm', ['run', '--silent', 'drill:backup'], { env }).then(
    ({ stdout }) => ({ code: 0, said: stdout, failed: '' }),
    ({ code, stdout, stderr }) => ({ code, said: stdout, failed: stderr }),
  )
}
const inDatabase = async <T>(name: string, query: (client: Sql) => Promise<T>) => {
  const client = postgres(at('postgres', name), { max: 1 })
  try {
    return await query(client)
  } finally {
    await client.end()
  }
}

test('the owner’s dump would be empty, so the drill refuses it', async ({ skip }) => {
  if (!server) return skip(NO_DUMP)
  const { code, failed } = await drill({ BACKUP_URL: at('qf_owner', 'production') })
  expect([code, failed]).toEqual([1, expect.stringContaining('would see nothing')])
  const url = new URL(at('qf_owner', 'production'))
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(url.password) }
  url.password = ''
  const dump = (...flags: string[]) =>
    run(server?.programs.pg_dump ?? '', [`--dbname=${url.href}`, ...flags], { env })
  await expect(dump()).rejects.toMatchObject({ stderr: expect.stringContaining('row-level security') })
  const { stdout } = await dump('--enable-row-security', '--data-only', '--table=submissions')
  expect(stdout).toMatch(/COPY public\.submissions [^;]*;\n\\\./)
})

test('a wrong key is seen before anything is believed', async ({ skip }) => {
  if (!server) return skip(NO_DUMP)
  await admin.unsafe('create database wrong_key')
  const ENCRYPTION_KEYS = `test:${Buffer.alloc(32, 1).toString('base64')}`
  const { code, failed } = await drill({ RESTORE_URL: at('postgres', 'wrong_key'), ENCRYPTION_KEYS })
  expect([code, failed]).toEqual([
    1,
    expect.stringContaining('ENCRYPTION_KEYS holds another value under the id test'),
  ])
})

test('a backup is restored, opens with the keys, continues its trace, and forgets what is past its time', async ({
  skip,
}) => {
  if (!server) return skip(NO_DUMP)
  const { code, said, failed } = await drill()
  expect([code, failed]).toEqual([0, ''])
  const steps = said.trim().split('\n')
  expect(steps).toEqual([
    expect.stringMatching(/^dumped: \d+ bytes, \d+ rows of \d+ tables$/),
    'restored: every table has as many rows',
    'db:migrate: nothing to do',
    'the service starts on it, with these keys, and is ready',
    `a transmission to ${FAY_AUX_LOGES} opens`,
    expect.stringMatching(/^the trace: 3 chains, \d+ lines: all as written$/),
    'purge: 2 transmissions of 2 collectivités erased, with 0 files, 0 receipts and 0 jobs; 0 could not be erased',
    'nothing is left that is past its time',
    'The drill is passed.',
    'Drop the restored database: it holds all that the backup holds.',
  ])
  const rows = await inDatabase('restored', async (client) => ({
    submissions: await client`select siret from submissions`,
    keys: await client`select siret from data_keys`,
  }))
  expect(rows).toEqual({ submissions: [{ siret: FAY_AUX_LOGES }], keys: [{ siret: FAY_AUX_LOGES }] })
  const [untouched] = await inDatabase(
    'production',
    (client) => client`select count(*)::int from submissions`,
  )
  expect(untouched?.count).toBe(3)
  // Again, into what is there now, it does nothing.
  expect((await drill()).failed).toContain('is not empty')
})

test('the plain owner restores it too, for the service that runs as her', async ({ skip }) => {
  if (!server) return skip(NO_DUMP)
  const { pg_dump, pg_restore } = server.programs
  const file = `${server.folder}/by-owner.dump`
  const call = (program: string, url: URL, args: string[]) => {
    const env = { ...process.env, PGPASSWORD: decodeURIComponent(url.password) }
    return run(program, [`--dbname=${Object.assign(new URL(url), { password: '' }).href}`, ...args], { env })
  }
  await call(pg_dump, new URL(at('qf_backup', 'production')), ['--format=custom', `--file=${file}`])
  await call(pg_restore, new URL(at('qf_owner', 'restored_by_owner')), [
    '--no-owner',
    '--exit-on-error',
    file,
  ])
  const [row] = await inDatabase(
    'restored_by_owner',
    (client) => client`
    select (select count(*)::int from submissions) as rows, tableowner as owner, relforcerowsecurity as forced
      from pg_tables join pg_class on relname = tablename where tablename = 'submissions'`,
  )
  expect(row).toEqual({ rows: 3, owner: 'qf_owner', forced: true })
})
