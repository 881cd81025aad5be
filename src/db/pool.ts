import postgres, { type Sql } from 'postgres'

const POOL_SIZE = 10

type Client = Pick<Sql, 'unsafe'>

/**
 * A postgres.js pool whose connections start in the role `qf_app`. Plain drizzle over postgres.js pays two round
 * trips a query; here statements are prepared once and BEGIN leaves together with the first query.
 */
export function openPool(url: string): Sql {
  const pool = postgres(url, { max: POOL_SIZE, connection: { role: 'qf_app' }, onnotice: () => {} })
  prepareStatements(pool)
  pool.begin = (async (...args: unknown[]) => {
    const run = args.at(-1) as (client: Sql) => Promise<unknown>
    const client = await pool.reserve()
    const bare = client.unsafe.bind(client)
    prepareStatements(client)
    try {
      // Not awaited: it is sent first anyway. Should it fail, so does the query behind it.
      bare('begin').catch(() => {})
      const result = await run(client as unknown as Sql)
      await bare('commit')
      return result
    } catch (error) {
      await bare('rollback').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  }) as Sql['begin']
  return pool
}

function prepareStatements(client: Client): void {
  const unsafe = client.unsafe.bind(client)
  client.unsafe = ((text: string, parameters: never[], options: object) =>
    unsafe(text, parameters, { ...options, prepare: true })) as typeof client.unsafe
}
