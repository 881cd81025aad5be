import { getTableColumns, getTableName, is, type SQL, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import * as schema from '#src/db/schema.js'

/** Tables that no tenant's door closes, and why none has to. */
const WITHOUT_DOOR: Record<string, string> = {
  communes: 'the public reference of communes',
  reference_data: 'which version of it is loaded',
  collectivites: 'the directory, which everybody reads: no person stands in it',
  daily_counts: 'how often a day, without a person; public figures are its sums',
  partner_organisations:
    'which organisation may work for which collectivité: asked before a door can be chosen',
  master_keys: 'which keys of the configuration are in use, for all collectivités',
  datapass_events: 'the operator’s: what DataPass said, sealed',
  habilitations: 'the operator’s: where each demande stands',
  hubee_cases: 'to whom a case of HubEE belongs: asked before a door can be chosen, and numbers alone',
  hubee_subscriptions: 'the operator’s: what HubEE says of each subscription',
  reconciliations: 'the operator’s: when it was compared with DataPass',
  datapass_differences: 'the operator’s: what DataPass says differently',
  editor_origins: 'the operator’s list of software editors',
  operators: 'who uses the console',
  operator_acts: 'what operators did, with a policy of its own that lets nothing be changed',
  operator_act_heads: 'the end of that chain',
  opening_lists: 'the operator’s lists of collectivités to open',
  opening_lines: 'their lines',
  sessions: 'of browsers: sealed under their cookie, and found by its hash alone',
  sent_transmissions: 'of residents: sealed under their FranceConnect sub, and found by its keyed hash alone',
  rate_limits: 'counters, whose keys are hashes where they stand for a person',
  'drizzle.__drizzle_migrations': 'which migrations are applied',
  'pgboss.archive': 'as pgboss.job, once a job is over',
  'pgboss.job': 'jobs hold a SIRET and an id, and what is done with them goes through the door',
  'pgboss.queue': 'names and settings of the queues',
  'pgboss.schedule': 'what is done each minute, hour and night',
  'pgboss.subscription': 'empty: no queue listens to events',
  'pgboss.version': 'which version of the library’s tables it is',
}

/** A table as the database has it; `refersTo` the tables that its foreign keys, or the names of its columns, point to. */
export type Table = {
  name: string
  columns: string[]
  refersTo: string[]
  isForced: boolean
  policies: {
    command: string
    isPermissive: boolean
    to: string
    using: string | null
    check: string | null
  }[]
}

/** Every table of this database but PostgreSQL's own; those of `public` without the name of their schema. */
export async function readTables(db: Db): Promise<Table[]> {
  const tables = rowsOf<Omit<Table, 'refersTo'> & { keys: string[] }>(await db.execute(CATALOG))
  return tables.map(({ keys, ...table }) => ({
    ...table,
    refersTo: [...keys, ...namedBy(table.columns, tables)],
  }))
}

const CATALOG: SQL = sql`
  select case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname as name,
    array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
    array(select confrelid::regclass::text from pg_constraint where conrelid = c.oid and contype = 'f') as keys,
    c.relrowsecurity and c.relforcerowsecurity as "isForced",
    coalesce((select json_agg(json_build_object('command', cmd, 'isPermissive', permissive = 'PERMISSIVE',
        'to', roles::text, 'using', qual, 'check', with_check))
      from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname), '[]') as policies
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
    and n.nspname not like 'pg_toast%' and n.nspname not like 'pg_temp%'
    -- Each queue is a part of pgboss.job.
    and not (c.relispartition and n.nspname = 'pgboss')
  order by 1`

// A column `submission_id` points to the submissions, without a foreign key too.
function namedBy(columns: string[], tables: { name: string }[]): string[] {
  return tables.map(({ name }) => name).filter((name) => columns.includes(`${name.replace(/s$/, '')}_id`))
}

/** Those whose rows are a tenant's. */
export function tablesOfTenants(tables: Table[]): Table[] {
  return tables.filter(({ name, columns }) => columns.includes('siret') && !(name in WITHOUT_DOOR))
}

const OWN_ROWS = "(siret = NULLIF(current_setting('app.siret'::text, true), ''::text))"

/** What is wrong with the walls: each as a sentence. */
export function faultsOf(tables: Table[]): string[] {
  const walled = tablesOfTenants(tables).map(({ name }) => name)
  const declared = Object.values(schema).filter((one) => is(one, PgTable))
  const names = tables.map(({ name }) => name)
  return [
    ...tables.flatMap((table) => faultsOfOne(table, walled)),
    ...declared
      .map(getTableName)
      .filter((name) => !names.includes(name))
      .map((name) => `${name} is in no database`),
    ...names
      .filter((name) => !name.includes('.') && !declared.some((table) => getTableName(table) === name))
      .map((name) => `${name} is not in schema.ts`),
    ...declared.flatMap((table) => {
      const columns = Object.values(getTableColumns(table)).map(({ name }) => name)
      const name = getTableName(table)
      return columns.includes('siret') && !walled.includes(name) && !(name in WITHOUT_DOOR)
        ? [`${name} has a SIRET and no door`]
        : []
    }),
    ...Object.keys(WITHOUT_DOOR)
      .filter((name) => !names.includes(name))
      .map((name) => `${name} is listed and does not exist`),
  ]
}

function faultsOfOne({ name, columns, refersTo, isForced, policies }: Table, walled: string[]): string[] {
  const isListed = name in WITHOUT_DOOR
  const pointed = refersTo.filter((other) => walled.includes(other))
  if (!walled.includes(name)) {
    if (pointed.length > 0) return [`${name} refers to ${pointed.join(', ')} and has no SIRET of its own`]
    return isListed ? [] : [`${name} has no tenant, and no reason why`]
  }
  const opens = policies.filter(({ isPermissive }) => isPermissive)
  const isOwn = opens.every(
    ({ command, to, using, check }) =>
      command === 'ALL' && to === '{qf_app}' && using === OWN_ROWS && check === OWN_ROWS,
  )
  return [
    ...(isForced ? [] : [`${name} does not force its policies`]),
    ...(opens.length === 1 && isOwn ? [] : [`${name} opens to others than its tenant`]),
    ...(columns.includes('siret') ? [] : [`${name} has no SIRET`]),
  ]
}
