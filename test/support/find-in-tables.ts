import postgres from 'postgres'

/** Where something was found: `schema.table`, and how many of its rows hold it. */
export type Found = Record<string, number>

/**
 * Which tables hold one of these words, in every schema and behind every wall: as a superuser who reads all.
 * @param url of the database, with a superuser in it
 */
export async function findInTables(url: string, words: string[]): Promise<Found> {
  const superuser = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const tables = await superuser<{ schema: string; name: string }[]>`
      select nspname as schema, relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema') and nspname not like 'pg_toast%'
      order by 1, 2`
    const found: Found = {}
    for (const { schema, name } of tables) {
      const [row] = await superuser<{ rows: number }[]>`
        select count(*)::int as rows from ${superuser(schema)}.${superuser(name)} as one
        where exists (select from unnest(${words}::text[]) as word where strpos(one::text, word) > 0)`
      const table = tableOf(schema, name)
      if (row && row.rows > 0) found[table] = (found[table] ?? 0) + row.rows
    }
    return found
  } finally {
    await superuser.end()
  }
}

// A queue is a partition with a name that nobody reads.
function tableOf(schema: string, name: string): string {
  return schema === 'pgboss' && /^j[0-9a-f]{56}$/.test(name) ? 'pgboss.job' : `${schema}.${name}`
}
