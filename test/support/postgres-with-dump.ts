import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import postgres from 'postgres'
import { loadCommunes } from '#src/collectivite/load-communes.js'
import { migrate } from '#src/db/migrate.js'
import type { TestDatabase } from './postgres.js'
import { canRun, serverAccount } from './postgres-account.js'
import { type Binaries, versionOf } from './postgres-binaries.js'
import { type PostgresOptions, type PostgresServer, startPostgres } from './postgres-server.js'

/** Programs of one installation and one version, each with its path. */
export type DumpPrograms = Binaries & { pg_dump: string; pg_restore: string; psql: string }
export type PostgresWithDump = PostgresServer & {
  programs: DumpPrograms
  /** A new database of the superuser, migrated, with the communes; `empty`: neither. */
  createDatabase(options?: { empty?: boolean }): Promise<TestDatabase<{ url: string }>>
}

export const NO_DUMP = 'no PostgreSQL with pg_dump is installed on this machine'

const NAMES = ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'psql'] as const
const OLDEST = 15
// What packages of systems make: one folder a version.
const FOLDERS = [
  { parent: '/usr/lib/postgresql', bin: 'bin' },
  { parent: '/usr', bin: 'bin', named: /^pgsql-/ },
  { parent: '/opt/homebrew/opt', bin: 'bin', named: /^postgresql@/ },
  { parent: '/usr/local/opt', bin: 'bin', named: /^postgresql@/ },
  { parent: 'C:\\Program Files\\PostgreSQL', bin: 'bin' },
]

/** The newest installation with pg_dump; npm's has none, and a pg_dump refuses a server that is newer than itself. */
function findDumpPrograms(): DumpPrograms | null {
  const installed = candidates().flatMap((folder) => {
    const programs = programsIn(folder)
    return programs ? [{ programs, version: versionOf(programs.postgres) }] : []
  })
  const [newest] = installed.filter(({ version }) => version >= OLDEST).sort((a, b) => b.version - a.version)
  return newest?.programs ?? null
}

/**
 * A server of its own from the installation that has a pg_dump, its superuser in the address; null where there is none:
 * skip aloud, with NO_DUMP.
 */
export async function startPostgresWithDump(
  options: Omit<PostgresOptions, 'programs'> = {},
): Promise<PostgresWithDump | null> {
  const programs = findDumpPrograms()
  if (!programs) return null
  const server = await startPostgres({ ...options, programs })
  return { ...server, programs, createDatabase: ({ empty } = {}) => createDatabaseOn(server.url, empty) }
}

/** A new database of this server's superuser, migrated, with the communes, unless it is to be empty. */
export async function createDatabaseOn(
  serverUrl: string,
  empty = false,
): Promise<TestDatabase<{ url: string }>> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const asAdmin = async (statement: string) => {
    const admin = postgres(serverUrl, { max: 1, onnotice: () => {} })
    try {
      await admin.unsafe(statement)
    } finally {
      await admin.end()
    }
  }
  await asAdmin(`create database ${name}`)
  if (!empty) await migrate({ url: url.href }, [loadCommunes])
  return {
    config: { url: url.href },
    drop: () => asAdmin(`drop database if exists ${name} with (force)`),
  }
}

function candidates(): string[] {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const ofPackages = FOLDERS.flatMap(({ parent, bin, named = /^\d+$/ }) =>
    existsSync(parent)
      ? readdirSync(parent)
          .filter((name) => named.test(name))
          .map((name) => join(parent, name, bin))
      : [],
  )
  return [...path, ...ofPackages]
}

function programsIn(folder: string): DumpPrograms | null {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const pairs = NAMES.map((name) => [name, join(folder, `${name}${suffix}`)] as const)
  if (!pairs.every(([, program]) => existsSync(program))) return null
  const programs = Object.fromEntries(pairs) as DumpPrograms
  return canRun(programs.postgres, serverAccount()) ? programs : null
}
