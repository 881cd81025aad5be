import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import postgres, { type Options, type Sql } from 'postgres'

const POOL_SIZE = 10

type Client = Pick<Sql, 'unsafe'>

/**
 * A postgres.js pool whose connections start in the role `qf_app`. Plain drizzle over postgres.js pays two round
 * trips a query; here statements are prepared once and BEGIN leaves together with the first query.
 */
export function openPool(url: string): Sql {
  const pool = postgres(url, {
    max: POOL_SIZE,
    connection: { role: 'qf_app' },
    socket: openSocket,
    onnotice: () => {},
  } as Options<Record<string, never>>)
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
      const { command } = await bare('commit')
      // A query failed and nobody looked: the server says so only here.
      if (command !== 'COMMIT') throw new Error('The transaction was rolled back')
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

type Address = { host: string[]; port: number[]; path: string | false }

/** Without delay: else the system holds the end of a long flight back until the server has answered its beginning. */
async function openSocket({ host: [host], port: [port], path }: Address): Promise<Socket> {
  const socket = path ? connect(path) : connect({ host, port: port ?? 5432, noDelay: true })
  await once(socket, 'connect')
  // The driver names the server by these when it asks for TLS.
  return Object.assign(socket, { host, port })
}
