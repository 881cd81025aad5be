import { setTimeout as wait } from 'node:timers/promises'
import { openConnection } from '#src/db/connection.js'

const CONNECTS_MILLISECONDS = 2_500
const TRIES_AGAIN_MILLISECONDS = 1_000
const ASKS_EVERY_MILLISECONDS = 10_000

/** What is told on a channel, and from when to when it is heard. */
export type Hearing = { told(payload: string): void; heard(isHeard: boolean): void }
export type Listener = { close(): void }

/**
 * Hears what PostgreSQL tells on a channel (`NOTIFY`), on a connection of its own that is opened again when it is gone.
 * What is told meanwhile is never heard: `heard(false)` says so, within 35 seconds where the line is dead without a word.
 */
export function listenTo(url: string, channel: string, { told, heard }: Hearing): Listener {
  const ended = new AbortController()
  const hearOnce = async () => {
    const connection = await openConnection(url, {
      types: { parsers: {}, serializers: {} },
      milliseconds: CONNECTS_MILLISECONDS,
      onSlow: () => {},
      onNotice: (_, payload) => told(payload),
    })
    const close = () => connection.close()
    ended.signal.addEventListener('abort', close, { once: true })
    try {
      if (ended.signal.aborted) return
      await connection.orLost(connection.ask(`listen "${channel}"`))
      heard(true)
      while (!ended.signal.aborted) {
        await connection.orLost(wait(ASKS_EVERY_MILLISECONDS, null, { ref: false, signal: ended.signal }))
        await connection.orLost(connection.ask('select 1'))
      }
    } finally {
      heard(false)
      ended.signal.removeEventListener('abort', close)
      connection.close()
    }
  }
  const hear = async () => {
    while (!ended.signal.aborted) {
      await hearOnce().catch(() => {})
      await wait(TRIES_AGAIN_MILLISECONDS, null, { ref: false, signal: ended.signal }).catch(() => {})
    }
  }
  void hear()
  return { close: () => ended.abort() }
}
