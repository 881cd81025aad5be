import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { FAY_AUX_LOGES } from '../support/named.js'
import { type PostgresServer, startPostgres } from '../support/postgres-server.js'
import {
  createDatabaseOn,
  type DumpPrograms,
  NO_DUMP,
  startPostgresWithDump,
} from '../support/postgres-with-dump.js'
import { startTestService, type TestService } from '../support/service.js'
import { GESTIONNAIRE } from './stolen-database/desk-ways.js'
import { formsOf, type Marker } from './stolen-database/forms.js'
import { walkEveryWay, walkShortly } from './stolen-database/full-run.js'
import { externalId, markers, needles, TYPED } from './stolen-database/markers.js'
import { provokeFaults, stateOfJobs } from './stolen-database/provoke-faults.js'
import { createSearch, type Finds } from './stolen-database/search.js'

const run = promisify(execFile)
const LONGEST = { maxBuffer: 1e9, encoding: 'buffer' } as const
// Each statement with its values, as no production writes them: all that ever reaches the server can be searched.
const TALKATIVE = [
  'log_statement=all',
  'log_parameter_max_length=-1',
  'log_parameter_max_length_on_error=-1',
  'log_error_verbosity=verbose',
  'log_line_prefix=',
  'full_page_writes=on',
]
// What may stand in clear in some places: by it one sees that they are searched at all.
const agent: Marker = { what: 'the address of an agent', text: GESTIONNAIRE }
const siret: Marker = { what: 'the SIRET', text: FAY_AUX_LOGES }
const search = createSearch([...needles, ...[externalId, agent, siret].flatMap(formsOf)])

/** Nothing was found but what may be there; and that, in each of these places. */
function expectOnly(finds: Finds, allowed: Marker[], places: string[] = ['']): void {
  expect(finds.filter((find) => !allowed.some(({ what }) => find.startsWith(what)))).toEqual([])
  for (const { what } of allowed)
    for (const place of places)
      expect([
        what,
        place,
        finds.some((find) => find.startsWith(`${what} in clear`) && find.includes(place)),
      ]).toEqual([what, place, true])
}

/** Every address that anybody asks for from this process: the visitors, and the service of other services. */
const addresses: string[] = []
const printed: string[] = []

beforeAll(() => {
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (...given: Parameters<typeof fetch>) => {
    addresses.push(given[0] instanceof Request ? given[0].url : String(given[0]))
    return fetch(...given)
  })
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...words) => void printed.push(words.map(String).join(' ')))
})
afterAll(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('whoever steals everything, after a full run, finds nothing of a resident', () => {
  let server: PostgresServer & { programs?: DumpPrograms }
  let url: string
  let service: TestService
  let shown: string[]
  let untouched: Finds
  const statements: string[] = []
  const dump = async (...flags: string[]) =>
    (await run(server.programs?.pg_dump ?? '', [...flags, url], LONGEST)).stdout

  beforeAll(async () => {
    const options = { settings: TALKATIVE, onLog: (text: string) => void statements.push(text) }
    server = (await startPostgresWithDump(options)) ?? (await startPostgres(options))
    const database = await createDatabaseOn(server.url)
    url = database.config.url
    untouched = search.inBytes('a database that nobody used', await textOfAll(url))
    service = await startTestService({ database, environment: { LOG_LEVEL: 'debug' } })
    shown = await walkEveryWay(service)
    await provokeFaults(service, url)
  }, 300_000)
  afterAll(async () => {
    await service?.close()
    await server?.stop()
  })

  test('though each was shown what is hers', () => {
    const pages = Buffer.from(shown.join('\n'))
    const unseen = markers.filter(
      (marker) => createSearch(formsOf(marker)).inBytes('a page', pages).length === 0,
    )
    // No page repeats what is in a file or where a receipt went; of dates people read one way of writing.
    const rest = unseen.map(({ what }) => what).filter((what) => !/^(date|place) of birth$/.test(what))
    expect([...new Set(rest)]).toEqual(['e-mail address', 'address of a receipt', 'file'])
    const { messages } = service.sandbox.mailbox
    expect(messages.flatMap(({ to }) => to)).toEqual(
      expect.arrayContaining([TYPED.receipt, TYPED.otherReceipt]),
    )
    const files = messages.flatMap(({ attachments }) => attachments.map(({ content }) => content))
    expect(search.inBytes('a file by mail', Buffer.concat(files))).toContain(
      'family name in clear in a file by mail',
    )
    // And no marker is a word of the public reference.
    expect(untouched).toEqual([])
  })

  test('in a dump that can be read', async ({ skip }) => {
    if (!server.programs) return skip(NO_DUMP)
    const plain = await dump()
    expectOnly(search.inBytes('the dump', plain), [agent, siret])
  })

  test('in a dump for pg_restore', async ({ skip }) => {
    if (!server.programs) return skip(NO_DUMP)
    const custom = await dump('--format=custom', '--compress=0')
    expectOnly(search.inBytes('the dump', custom), [agent, siret])
  })

  test('in any row of any table', async () => {
    expectOnly(search.inBytes('the rows', await textOfAll(url)), [agent, siret])
  })

  test('in the jobs, done, failed and given up: they hold ids alone', async () => {
    const owner = postgres(url, { max: 1 })
    const states = await stateOfJobs(owner)
    expect(states).toEqual(expect.arrayContaining(['mails completed', 'deliveries failed', 'dead created']))
    const jobs = await owner<{ name: string; data: Record<string, unknown> | null; output: object | null }[]>`
      select name, data, output from pgboss.job union all select name, data, output from pgboss.archive`
    await owner.end()
    const IDS = /^(\d{14}|[0-9a-f-]{36}|\d{1,15})$/
    // The queue's own say which of ours begins now.
    for (const { data, output } of jobs.filter(({ name }) => !name.startsWith('__pgboss__'))) {
      const strange = Object.keys(data ?? {}).filter(
        (key) => !['siret', 'id', 'demande', 'list'].includes(key),
      )
      expect(strange).toEqual([])
      expect(Object.values(data ?? {}).filter((value) => !IDS.test(String(value)))).toEqual([])
      expect(Object.keys(output ?? {}).filter((key) => key !== 'code')).toEqual([])
    }
    expectOnly(search.inBytes('the jobs', Buffer.from(JSON.stringify(jobs))), [siret])
  })

  test('in the files of the server, what it writes ahead included', async () => {
    const owner = postgres(url, { max: 1 })
    await owner`checkpoint`
    await owner.end()
    const places = [join(server.folder, 'data', 'pg_wal'), join(server.folder, 'data', 'base')]
    expectOnly(search.inFolder(server.folder), [agent, siret], places)
  })

  test('in any value that ever reached the server', () => {
    const all = Buffer.from(statements.join(''))
    expect(statements.join('')).toContain('insert into "submissions"')
    expectOnly(search.inBytes('the statements', all), [agent, siret])
  })

  test('in the log, at its most talkative, or elsewhere on the console', () => {
    const lines = Buffer.from([...service.logs, ...printed].join('\n'))
    expect(service.logs.join('')).toContain('"42P01"')
    expectOnly(search.inBytes('the log', lines), [siret])
  })

  test('in any address that was asked for, of the service or by it', () => {
    const all = Buffer.from(addresses.join('\n'))
    // The link of a partner carries its number.
    expectOnly(search.inBytes('the addresses', all), [externalId, siret])
    const { origin } = new URL(service.sandbox.url)
    for (const path of ['/franceconnect/', '/proconnect/', '/api-particulier/'])
      expect(addresses.some((address) => address.startsWith(`${origin}${path}`))).toBe(true)
    const asked = service.sandbox.apiParticulier.requests
    expect(asked.some(({ bearer }) => bearer)).toBe(true)
    expectOnly(search.inBytes('what API Particulier was asked', Buffer.from(JSON.stringify(asked))), [siret])
  })
})

describe('nor in the folder of the embedded database', () => {
  test('once it is closed, nor in the log', { timeout: 240_000 }, async () => {
    const service = await startTestService({ kind: 'pglite', environment: { LOG_LEVEL: 'debug' } })
    try {
      await walkShortly(service)
      if (!('dataDir' in service.database.config)) throw new Error('A folder is needed')
      const { dataDir } = service.database.config
      await service.stop()
      expect(existsSync(dataDir)).toBe(true)
      expectOnly(search.inFolder(dataDir), [agent, siret])
      expectOnly(search.inBytes('the log', Buffer.from(service.logs.join(''))), [siret])
    } finally {
      await service.close()
    }
  })
})

/** Every row of every table, as text. */
async function textOfAll(url: string): Promise<Buffer> {
  const owner = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const tables = await owner<{ name: string }[]>`
      select format('%I.%I', nspname, relname) as name from pg_class join pg_namespace n on n.oid = relnamespace
        where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema') order by 1`
    const texts: string[] = []
    for (const { name } of tables) {
      const rows = await owner.unsafe<{ row: string }[]>(`select t::text as row from ${name} t`)
      texts.push(name, ...rows.map(({ row }) => row))
    }
    return Buffer.from(texts.join('\n'))
  } finally {
    await owner.end()
  }
}
