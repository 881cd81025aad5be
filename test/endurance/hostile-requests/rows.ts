import postgres from 'postgres'
import type { TestService } from '../../support/service.js'

/** How many rows stand in each table, whosoever they are; the service must be on a database of a superuser. */
export async function countRows({ database: { config } }: TestService): Promise<Record<string, number>> {
  if (!('url' in config)) throw new Error('There is no server to ask')
  const admin = postgres(config.url, { max: 1, onnotice: () => {} })
  try {
    const tables = await admin<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public' order by 1`
    const counts = tables.map(async ({ name }) => {
      const [row] = await admin<{ rows: number }[]>`select count(*)::int as rows from ${admin(name)}`
      return [name, row?.rows ?? 0] as const
    })
    return Object.fromEntries(await Promise.all(counts))
  } finally {
    await admin.end()
  }
}
