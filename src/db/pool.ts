import { setTimeout as wait } from 'node:timers/promises'
import {
  type Answer,
  type Ask,
  answer,
  type Connection,
  openConnection,
  type Types,
} from '#src/db/connection.js'
import { createTurns } from '#src/db/turns.js'
import { DatabaseUnavailableError, isUnavailable } from '#src/db/unavailable.js'

const POOL_SIZE = 10
// With those that wait for an answer that does not come.
const CONNECTIONS_AT_MOST = 20
// A server that restarts is back in two or three seconds: who waits longer sees nothing of it.
const WAITS_MILLISECONDS = 8_000
const CONNECTS_MILLISECONDS = 2_500
const TRIES_AGAIN_MILLISECONDS = 100
const LIVES_MILLISECONDS = 30 * 60_000

/** What drizzle asks of the driver. */
type Client = { unsafe: Ask; options: Types }
export type Pool = Client & {
  begin<T>(run: (client: Client) => Promise<T>): Promise<T>
  /** How many wait for a connection. */
  waiting(): number
  connections(): { busy: number; idle: number }
  /** Waits for what is asked, so many milliseconds at most. */
  end(milliseconds: number): Promise<void>
}

/**
 * Ten connections in the role `qf_app`, opened as they are needed and each forgotten when it is gone. Whoever finds
 * them all taken, or the server away, waits eight seconds at most. BEGIN leaves together with the first query.
 */
export function openPool(url: string): Pool {
  const options: Types = { parsers: {}, serializers: {} }
  const turns = createTurns(POOL_SIZE)
  const open = new Set<Connection>()
  const idle: Connection[] = []
  const slow = new Map<Connection, () => void>()
  let isEnding = false

  async function lend<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const until = performance.now() + WAITS_MILLISECONDS
    const endTurn = await turns.take(WAITS_MILLISECONDS)
    try {
      const connection = takeIdle() ?? (await openUntil(until))
      // One that waits long takes nobody else's place.
      slow.set(connection, () => open.size < CONNECTIONS_AT_MOST && endTurn())
      try {
        return await connection.orLost(work(connection))
      } finally {
        slow.delete(connection)
        giveBack(connection)
      }
    } finally {
      endTurn()
    }
  }

  function takeIdle(): Connection | null {
    // The last one first: it has prepared what is asked most.
    for (let connection = idle.pop(); connection; connection = idle.pop()) {
      if (!connection.isLost()) return connection
      open.delete(connection)
    }
    return null
  }

  async function openUntil(until: number): Promise<Connection> {
    for (;;) {
      if (isEnding) throw new DatabaseUnavailableError('DATABASE_CLOSED')
      const left = until - performance.now()
      try {
        const milliseconds = Math.max(1, Math.min(left, CONNECTS_MILLISECONDS))
        let opened: Connection | null = null
        const onSlow = () => opened && slow.get(opened)?.()
        opened = await openConnection(url, { types: options, milliseconds, onSlow })
        open.add(opened)
        return opened
      } catch (error) {
        if (!isUnavailable(error) || performance.now() + TRIES_AGAIN_MILLISECONDS > until) throw error
        await wait(TRIES_AGAIN_MILLISECONDS)
      }
    }
  }

  function giveBack(connection: Connection): void {
    const isOld = performance.now() - connection.openedAt > LIVES_MILLISECONDS
    if (!connection.isLost() && !isOld && !isEnding && idle.length < POOL_SIZE)
      return void idle.push(connection)
    open.delete(connection)
    connection.close()
  }

  return {
    options,
    unsafe: (text, parameters, settings) =>
      answer((asValues) =>
        lend((connection) => {
          const asked: Answer = connection.ask(text, parameters, settings)
          return asValues ? asked.values() : asked
        }),
      ),
    waiting: turns.waiting,
    connections: () => ({ busy: open.size - idle.length, idle: idle.length }),
    begin: (run) => lend((connection) => transact(connection, options, run)),
    async end(milliseconds) {
      isEnding = true
      const until = performance.now() + milliseconds
      for (const connection of idle) open.delete(connection)
      for (const connection of idle.splice(0)) connection.close()
      while (open.size > 0 && performance.now() < until) await wait(10)
      for (const connection of open) connection.close()
    },
  }
}

async function transact<T>(
  { ask }: Connection,
  options: Types,
  run: (client: Client) => Promise<T>,
): Promise<T> {
  let isOver = false
  let first: unknown
  const client: Client = {
    options,
    unsafe(...question) {
      // A sibling of what failed may still be under way: what it asks must not stand in another's transaction.
      if (isOver) throw new Error('The transaction is over')
      const answered = ask(...question)
      answered.catch((error) => {
        first ??= error
      })
      return answered
    },
  }
  // Not awaited: it is sent first anyway. Should it fail, so does the query behind it.
  ask('begin').catch(() => {})
  try {
    const result = await run(client)
    isOver = true
    const { command } = await ask('commit')
    // A query failed and nobody looked: the server says so only here.
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back')
    return result
  } catch (error) {
    isOver = true
    await ask('rollback').catch(() => {})
    // Of what was asked together, one may learn only that another has failed.
    throw isOfAnother(error) ? first : error
  }
}

const IN_FAILED_TRANSACTION = '25P02'

function isOfAnother(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } }
  return code === IN_FAILED_TRANSACTION || cause?.code === IN_FAILED_TRANSACTION
}
