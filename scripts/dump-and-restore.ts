import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres, { type Sql } from 'postgres'

const run = promisify(execFile)

/** Rows of each table, by `schema.table`. */
export type Counts = Map<string, number>

/** What went wrong, in words that hold nothing of what is kept. */
export class DrillError extends Error {
  override name = 'DrillError'
  readonly code = 'DRILL_FAILED'
}

/** Under row-level security whoever is bound by it dumps and counts no row. @throws {DrillError} */
export async function expectToSeeAll(url: string, name: string): Promise<void> {
  const sees = await connected(url, async (client) => {
    const [role] =
      await client`select rolsuper or rolbypassrls as all from pg_roles where rolname = current_user`
    return role?.all === true
  })
  if (!sees) throw new DrillError(`The role of ${name} is bound by row-level security: it would see nothing`)
}

/** @throws {DrillError} where there is something that would be lost or mixed */
export async function expectEmpty(url: string): Promise<void> {
  if ((await countRows(url)).size > 0) throw new DrillError('The database of RESTORE_URL is not empty')
}

/** Dumps a database in use, and counts its rows at the same moment. */
export function dumpWith(programs: string, url: string, file: string): Promise<Counts> {
  return connected(url, (client) =>
    client.begin('isolation level repeatable read read only', async (tx) => {
      const [row] = await tx`select pg_export_snapshot() as snapshot`
      const moment = [`--snapshot=${row?.snapshot}`, '--format=custom', `--file=${file}`]
      await callProgram(join(programs, 'pg_dump'), url, moment)
      return countIn(tx as unknown as Sql)
    }),
  )
}

/** Roles are of the server and in no dump: the one in which the service works is made first. */
export async function restoreWith(programs: string, file: string, url: string): Promise<void> {
  await connected(url, async (client) => {
    const [role] = await client`select from pg_roles where rolname = 'qf_app'`
    if (!role) await client`create role qf_app nologin noinherit`
  })
  await callProgram(join(programs, 'pg_restore'), url, ['--no-owner', '--exit-on-error', file])
}

export function countRows(url: string): Promise<Counts> {
  return connected(url, countIn)
}

/** @throws {DrillError} naming each table that has more or fewer */
export function sameCounts(expected: Counts, found: Counts): void {
  const tables = [...new Set([...expected.keys(), ...found.keys()])]
  const others = tables.filter((table) => expected.get(table) !== found.get(table))
  const words = others.map(
    (table) => `${table}: ${expected.get(table) ?? 'none'} became ${found.get(table) ?? 'none'}`,
  )
  if (words.length > 0) throw new DrillError(`Rows differ: ${words.join(', ')}`)
}

async function countIn(client: Sql): Promise<Counts> {
  const tables = await client<{ schema: string; name: string }[]>`
    select nspname as schema, relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema') and nspname not like 'pg_toast%'`
  const counts: Counts = new Map()
  for (const { schema, name } of tables) {
    const [row] = await client<
      { rows: number }[]
    >`select count(*)::int as rows from ${client(schema)}.${client(name)}`
    counts.set(`${schema}.${name}`, row?.rows ?? 0)
  }
  return counts
}

/** The password goes by the environment: who lists processes does not see it. */
async function callProgram(program: string, url: string, args: string[]): Promise<void> {
  const address = new URL(url)
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(address.password) }
  address.password = ''
  await run(program, [`--dbname=${address.href}`, ...args], { env }).catch((error) => {
    if (error.code === 'ENOENT')
      throw new DrillError(`${program} is not there: give its folder as PG_PROGRAMS`)
    throw new DrillError(`${program}: ${String(error.stderr).trim().split('\n')[0]}`)
  })
}

async function connected<T>(url: string, work: (client: Sql) => Promise<T>): Promise<T> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
