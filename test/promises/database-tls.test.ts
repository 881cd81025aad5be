import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawCertificates } from '../sandbox/mailbox/certificates.js'
import { giveTo, serverAccount } from '../support/postgres-account.js'
import { type PostgresServer, startPostgres } from '../support/postgres-server.js'

// The authorities that a process trusts are read when it starts, so what connects here is a process.
const ASK = `
  import { openConnection } from './src/db/connection.ts'
  const types = { parsers: {}, serializers: {} }
  const connection = await openConnection(process.env.DATABASE_URL, { types, milliseconds: 5000, onSlow() {} })
  const [row] = await connection.ask('select ssl from pg_stat_ssl where pid = pg_backend_pid()')
  const busy = await openConnection(process.env.DATABASE_URL, { types, milliseconds: 5000, onSlow() {} })
  busy.ask('select pg_sleep(5)').catch(() => {})
  for (const one of [connection, busy]) setTimeout(one.close, 50)
  setTimeout(() => console.log(row.ssl), 500)
`
let server: PostgresServer
let authority: string

beforeAll(async () => {
  server = await startPostgres()
  const { right, authority: certificate } = await drawCertificates()
  const [key, cert] = ['server.key', 'server.crt'].map((name) => join(server.folder, name)) as [
    string,
    string,
  ]
  authority = join(server.folder, 'authority.crt')
  writeFileSync(key, right.key, { mode: 0o600 })
  writeFileSync(cert, right.cert)
  writeFileSync(authority, certificate, { mode: 0o644 })
  for (const file of [key, cert]) giveTo(serverAccount(), file)
  const admin = postgres(server.url)
  await admin.unsafe(`alter system set ssl_key_file = '${key}'`)
  await admin.unsafe(`alter system set ssl_cert_file = '${cert}'`)
  await admin.unsafe('alter system set ssl = on')
  await admin`select pg_reload_conf()`
  await admin`create role qf_app nologin`
  await admin`grant pg_read_all_stats to qf_app`
  await admin.end()
}, 120_000)
afterAll(() => server?.stop())

// A connection that is closed, at rest or at work, must not end the process: over TLS it did.
test('verify-full speaks TLS with a server whose certificate is known, for the pool and for db:migrate', async () => {
  expect(await ask('localhost', 'verify-full', authority)).toBe('true')
  await run(['scripts/run.mjs', 'src/main', 'db:migrate'], address('localhost', 'verify-full'), authority)
})

test('verify-full refuses one that nobody vouches for, and require asks for no such thing', async () => {
  await expect(ask('localhost', 'verify-full')).rejects.toThrow('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  expect(await ask('localhost', 'require')).toBe('true')
})

test('without a word of it the connection is not encrypted: the address must ask for it', async () => {
  expect(await ask('127.0.0.1', null)).toBe('false')
})

function ask(host: string, mode: string | null, trusted?: string): Promise<string> {
  return run(['--import', 'tsx', '--input-type=module', '--eval', ASK], address(host, mode), trusted)
}

function address(host: string, mode: string | null): string {
  const url = new URL(server.url)
  url.hostname = host
  if (mode) url.searchParams.set('sslmode', mode)
  return url.href
}

async function run(args: string[], DATABASE_URL: string, NODE_EXTRA_CA_CERTS = ''): Promise<string> {
  const env = { ...process.env, NODE_ENV: 'production', DATABASE_URL, NODE_EXTRA_CA_CERTS }
  const { stdout } = await promisify(execFile)(process.execPath, args, { env })
  return stdout.trim()
}
