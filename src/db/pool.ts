import { AsyncLocalStorage } from 'node:async_hooks'
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
    const transaction: Transaction = { socket: null }
    const isLost = () => transaction.socket?.destroyed === true
    prepareStatements(client, isLost)
    try {
      // Not awaited: it is sent first anyway. Should it fail, so does the query behind it.
      begun.run(transaction, () => bare('begin').catch(() => {}))
      const result = await run(client as unknown as Sql)
      if (isLost()) throw new ConnectionLostError()
      const { command } = await bare('commit')
      // A query failed and nobody looked: the server says so only here.
      if (command !== 'COMMIT') throw new Error('The transaction was rolled back')
      return result
    } catch (error) {
      if (!isLost()) await bare('rollback').catch(() => {})
      throw error
    } finally {
      // The driver has taken a lost one back by itself.
      if (!isLost()) client.release()
    }
  }) as Sql['begin']
  return pool
}

/** A transaction's connection has gone: the server ended, or the network did. */
class ConnectionLostError extends Error {
  override name = 'ConnectionLostError'
  readonly code = 'CONNECTION_CLOSED'
}

// On a reserved connection that is gone the driver writes to nothing, which ends the process
// (https://github.com/porsager/postgres/issues/1208). So a transaction learns its socket, and stops asking in time.
type Transaction = { socket: Socket | null }
const begun = new AsyncLocalStorage<Transaction>()

function learnWhoWrites(socket: Socket): void {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean
  socket.write = ((...args: unknown[]) => {
    const transaction = begun.getStore()
    if (transaction) transaction.socket ??= socket
    return write(...args)
  }) as Socket['write']
}

function prepareStatements(client: Client, isLost = () => false): void {
  const unsafe = client.unsafe.bind(client)
  client.unsafe = ((text: string, parameters: never[], options: object) => {
    if (isLost()) throw new ConnectionLostError()
    return unsafe(text, parameters, { ...options, prepare: true })
  }) as typeof client.unsafe
}

type Address = { host: string[]; port: number[]; path: string | false }

/** Without delay: else the system holds the end of a long flight back until the server has answered its beginning. */
async function openSocket({ host: [host], port: [port], path }: Address): Promise<Socket> {
  const socket = path ? connect(path) : connect({ host, port: port ?? 5432, noDelay: true })
  await once(socket, 'connect')
  learnWhoWrites(socket)
  // The driver names the server by these when it asks for TLS.
  return Object.assign(socket, { host, port })
}
