import type postgres from 'postgres'

// Counts of how often a public page was shown, which anybody adds to.
const COUNTED = ['daily_counts']

/** A digest of every row of a tenant, by table: of tables with its SIRET, and of the jobs that name it. */
export async function rowsOf(sql: postgres.Sql, siret: string): Promise<Record<string, string>> {
  const tables = await tenantTables(sql)
  const digests = tables.map(
    (
      name,
    ) => `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest
      from ${name} t where siret = $1`,
  )
  const jobs = `select 'jobs', count(*)::text from pgboss.job where data ->> 'siret' = $1`
  const rows = await sql.unsafe<{ name: string; digest: string }[]>([...digests, jobs].join(' union all '), [
    siret,
  ])
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]))
}

let known: string[] | undefined
async function tenantTables(sql: postgres.Sql): Promise<string[]> {
  known ??= (
    await sql<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'siret'
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`
  )
    .map(({ name }) => name)
    .filter((name) => !COUNTED.includes(name))
  return known
}
