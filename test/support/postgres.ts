import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { inject } from 'vitest'
import { loadCommunes } from '#src/collectivite/load-communes.js'
import type { DatabaseConfig } from '#src/db/database.js'
import { migrate } from '#src/db/migrate.js'
import type { PostgresServer } from './postgres-server.js'

/**
 * Who connects: a superuser; a plain owner, for whom the DBA made `qf_app` beforehand; or nobody, because the
 * database is embedded in the process.
 */
export type DatabaseKind = 'superuser' | 'owner' | 'pglite'
export type TestDatabase<Config = DatabaseConfig> = { config: Config; drop(): Promise<void> }

/** What the workers of a run know about its PostgreSQL. */
export type SharedPostgres = { url: string; ownerPassword: string; folder: string }

declare module 'vitest' {
  interface ProvidedContext {
    postgres: SharedPostgres
  }
}

const OWNER = 'qf_owner'

/**
 * A database of its own for a test file, migrated with the real migrations and holding the communes.
 * @param options.empty leaves out migrations and communes
 */
export function createTestDatabase(
  kind: 'pglite',
  options?: { empty?: boolean },
): Promise<TestDatabase<{ dataDir: string }>>
export function createTestDatabase(
  kind: 'superuser' | 'owner',
  options?: { empty?: boolean },
): Promise<TestDatabase<{ url: string }>>
export function createTestDatabase(kind: DatabaseKind, options?: { empty?: boolean }): Promise<TestDatabase>
export function createTestDatabase(kind: DatabaseKind, { empty = false } = {}): Promise<TestDatabase> {
  return kind === 'pglite' ? createFolder(empty) : createOnServer(kind, empty)
}

async function createOnServer(kind: 'superuser' | 'owner', empty: boolean): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(async (admin) => {
    const template = empty ? 'template1' : await ensureTemplate(admin, kind)
    await create(admin, name, kind, template)
  })
  const drop = () => asAdmin((admin) => admin.unsafe(`drop database if exists ${name} with (force)`))
  return { config: { url: urlOf(name, kind) }, drop: async () => void (await drop()) }
}

// Made by the first worker that needs it; the others wait on the lock.
async function ensureTemplate(admin: Sql, kind: 'superuser' | 'owner'): Promise<string> {
  const name = `migrated_by_${kind}`
  await once(admin, name, async () => {
    await create(admin, `${name}_draft`, kind, 'template1')
    await migrate({ url: urlOf(`${name}_draft`, kind) }, [loadCommunes])
    await admin.unsafe(`alter database ${name}_draft rename to ${name}`)
  })
  return name
}

async function create(
  admin: Sql,
  name: string,
  kind: 'superuser' | 'owner',
  template: string,
): Promise<void> {
  const owner = kind === 'owner' ? OWNER : 'postgres'
  await admin.unsafe(`create database ${name} owner ${owner} template ${template}`)
}

async function createFolder(empty: boolean): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(inject('postgres').folder, 'data-'))
  if (!empty) await cp(await ensureFolder(), dataDir, { recursive: true })
  return { config: { dataDir }, drop: () => rm(dataDir, { recursive: true, force: true }) }
}

async function ensureFolder(): Promise<string> {
  const folder = join(inject('postgres').folder, 'pglite-template')
  await asAdmin((admin) => once(admin, 'migrated_pglite', () => migrate({ dataDir: folder }, [loadCommunes])))
  return folder
}

// The server is the lock between workers, and remembers what is done.
async function once(admin: Sql, name: string, work: () => Promise<void>): Promise<void> {
  await admin`select pg_advisory_lock(hashtext(${name}))`
  try {
    const [done] = await admin`select from templates where name = ${name}`
    if (done) return
    await work()
    await admin`insert into templates values (${name})`
  } finally {
    await admin`select pg_advisory_unlock(hashtext(${name}))`
  }
}

async function asAdmin<T>(work: (admin: Sql) => Promise<T>): Promise<T> {
  const admin = postgres(inject('postgres').url, { max: 1, onnotice: () => {} })
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function urlOf(database: string, kind: 'superuser' | 'owner'): string {
  const url = new URL(inject('postgres').url)
  url.pathname = `/${database}`
  if (kind === 'owner') Object.assign(url, { username: OWNER, password: inject('postgres').ownerPassword })
  return url.href
}

/** What a DBA prepares once for the plain owner, and where the templates are noted. */
export async function prepareServer(server: PostgresServer): Promise<SharedPostgres> {
  const ownerPassword = randomBytes(16).toString('hex')
  const admin = postgres(server.url, { max: 1, onnotice: () => {} })
  await admin.unsafe(`
    create role qf_app nologin noinherit;
    create role ${OWNER} login nosuperuser nocreaterole nocreatedb password '${ownerPassword}';
    grant qf_app to ${OWNER};
    create table templates (name text primary key)`)
  await admin.end()
  return {
    url: server.url,
    ownerPassword,
    folder: server.folder,
  }
}
