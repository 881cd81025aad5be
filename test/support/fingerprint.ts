import postgres from 'postgres'

export type Fingerprint = Record<string, string>

// Loaded once and never written.
const REFERENCES = ['communes']

/**
 * What a database holds, table by table: any row that is added, changed or removed shows.
 * @param url of a superuser, whom no policy hinders
 */
export async function watchDatabase(url: string) {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  const tables = await client<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'pgboss') and not tablename = any(${REFERENCES}) order by 1`
  const parts = tables.map(
    ({ name }) =>
      `select '${name}' as name, coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash from ${name} t`,
  )
  return {
    async read(): Promise<Fingerprint> {
      const rows = await client.unsafe<{ name: string; hash: string }[]>(parts.join(' union all '))
      return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]))
    },
    close: () => client.end(),
  }
}

/** The tables that differ. */
export function changedTables(before: Fingerprint, after: Fingerprint): string[] {
  return Object.keys(after).filter((name) => before[name] !== after[name])
}
