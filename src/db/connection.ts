import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { makePgArray, parsePgArray } from 'drizzle-orm/pg-core'
import postgres, { type Options, type Sql } from 'postgres'
import { DatabaseUnavailableError } from '#src/db/unavailable.js'

/** How values are written and read, by their type's number. */
export type Types = Pick<Sql['options'], 'parsers' | 'serializers'>
export type Rows = readonly unknown[] & { command?: string }
/** The rows as objects, or with `values()`, said at once, as arrays. */
export type Answer = Promise<Rows> & { values(): Promise<Rows> }
export type Ask = (text: string, parameters?: unknown[], options?: object) => Answer
export type Connection = {
  ask: Ask
  /** Ends with the work, or as soon as the connection is gone, whatever the work still waits for. */
  orLost<T>(work: Promise<T>): Promise<T>
  isLost(): boolean
  openedAt: number
  close(): void
}

export type ConnectionOptions = {
  types: Types
  milliseconds: number
  onSlow(): void
  onNotice?(channel: string, payload: string): void
}

// The server ends by itself what takes too long, also for who has gone away and would hold a lock.
const SETTINGS = { statement_timeout: 20_000, idle_in_transaction_session_timeout: 10_000 }
// Whom it answers nothing in this time has nothing more to hope for.
const SILENT_MILLISECONDS = 25_000
const SLOW_MILLISECONDS = 2_000
const KEEP_ALIVE_SECONDS = 10
// Lists of text, varchar, uuid, int and bigint, about which the driver would ask the server at each connection.
const LISTS = [1009, 1015, 2951, 1007, 1016]

/**
 * One connection in the role `qf_app`, for its whole life. The driver's own pool loses connections that could not be
 * opened, leaves the questions of a reserved one that is gone without an answer, and asks what is left of a
 * transaction on another; so each driver has one connection, once.
 * @param onSlow when a question was not answered for two to four seconds
 * @param onNotice what the server tells on a channel that was listened to
 * @throws {DatabaseUnavailableError} when the server is not reached in these milliseconds
 */
export async function openConnection(
  url: string,
  { types, milliseconds, onSlow, onNotice }: ConnectionOptions,
): Promise<Connection> {
  const losses = new Set<(loss: Error) => void>()
  let loss: Error | null = null
  let socket: Socket | null = null
  let asked = 0
  let heardAt = performance.now()

  const lose = (because: Error) => {
    loss ??= because
    clearInterval(watching)
    for (const tell of losses) tell(loss)
    losses.clear()
    // In this order: over TLS the driver writes a farewell, and an error of a socket that is gone would end the process.
    const forget = () => socket?.destroy()
    client.end({ timeout: 0 }).then(forget, forget)
  }
  const client = postgres(url, {
    max: 1,
    fetch_types: false,
    max_lifetime: null,
    keep_alive: KEEP_ALIVE_SECONDS,
    connect_timeout: milliseconds / 1000,
    connection: { role: 'qf_app', ...SETTINGS },
    socket: async (address: Address) => {
      if (socket || loss) throw loss ?? new DatabaseUnavailableError('DATABASE_CONNECTION_LOST')
      socket = await openSocket(address, milliseconds)
      return socket
    },
    onclose: () => lose(new DatabaseUnavailableError('DATABASE_CONNECTION_LOST')),
    onnotice: () => {},
    onnotify: onNotice,
  } as Options<Record<string, never>>)
  for (const list of LISTS) {
    client.options.serializers[list] = (value) => (Array.isArray(value) ? makePgArray(value) : value)
    client.options.parsers[list] = parsePgArray
  }
  Object.assign(client.options.parsers, types.parsers)
  Object.assign(client.options.serializers, types.serializers)

  const watching = setInterval(() => {
    const silence = asked > 0 ? performance.now() - heardAt : 0
    if (silence >= SILENT_MILLISECONDS) lose(new DatabaseUnavailableError('DATABASE_SILENT'))
    else if (silence >= SLOW_MILLISECONDS) onSlow()
  }, SLOW_MILLISECONDS).unref()
  const count = (more: 1 | -1) => {
    asked += more
    heardAt = performance.now()
  }
  const connection: Connection = {
    openedAt: performance.now(),
    isLost: () => loss !== null,
    ask(text, parameters = [], options = {}) {
      return answer(async (asValues) => {
        if (loss) throw loss
        // Prepared once, a statement takes one round trip; else the driver asks for its types each time.
        const query = client.unsafe(text, parameters as never[], { ...options, prepare: true })
        count(1)
        try {
          return (await (asValues ? query.values() : query)) as unknown as Rows
        } catch (error) {
          // Known here a little before the connection is closed.
          if (isOfTheLine(error)) lose(new DatabaseUnavailableError('DATABASE_CONNECTION_LOST', error))
          throw loss ?? error
        } finally {
          count(-1)
        }
      })
    },
    orLost: (work) =>
      new Promise((resolve, reject) => {
        if (loss) return reject(loss)
        losses.add(reject)
        work.then(resolve, (error) => reject(loss ?? error)).finally(() => losses.delete(reject))
      }),
    close: () => lose(new DatabaseUnavailableError('DATABASE_CLOSED')),
  }
  try {
    await connection.orLost(connection.ask('select 1'))
    return connection
  } catch (error) {
    lose(new DatabaseUnavailableError('DATABASE_NOT_CONNECTED', error))
    throw (error as Error).name === 'PostgresError' ? error : loss
  }
}

/** An answer of which it is still to be said, before the next turn of the loop, in which form it is wanted. */
export function answer(get: (asValues: boolean) => Promise<Rows>): Answer {
  let asValues = false
  const rows = Promise.resolve().then(() => get(asValues))
  return Object.assign(rows, {
    values: () => {
      asValues = true
      return rows
    },
  })
}

// The system's words, those of TLS, and the driver's own.
const OF_THE_LINE = /^(E(?!RR_)[A-Z]+|ERR_(STREAM|TLS|SSL)_\w+|CONNECTION_[A-Z]+|CONNECT_TIMEOUT)$/

function isOfTheLine(error: unknown): boolean {
  const { name, code } = error as { name?: unknown; code?: unknown }
  return name !== 'PostgresError' && typeof code === 'string' && OF_THE_LINE.test(code)
}

type Address = { host: string[]; port: number[]; path: string | false }

/** Without delay: else the system holds the end of a long flight back until the server has answered its beginning. */
async function openSocket(
  { host: [host], port: [port], path }: Address,
  milliseconds: number,
): Promise<Socket> {
  const socket = path ? connect(path) : connect({ host, port: port ?? 5432, noDelay: true })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(Math.ceil(milliseconds)) })
  } catch (error) {
    socket.destroy()
    throw error
  }
  // The driver names the server by these when it asks for TLS.
  return Object.assign(socket, { host, port })
}
