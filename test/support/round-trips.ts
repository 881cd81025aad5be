import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

export type CountedDatabase = { url: string; roundTrips(): number; reset(): void; close(): Promise<void> }

// As far as another room of a data centre: what the program sends without waiting is all under way by then.
const DISTANCE_MILLISECONDS = 4

/**
 * Stands between a program and PostgreSQL and counts round trips on the wire: each time the program speaks after the
 * server has. What is sent together counts once, on whichever connection.
 */
export async function countRoundTrips(databaseUrl: string): Promise<CountedDatabase> {
  const target = new URL(databaseUrl)
  const open = new Set<Socket>()
  let count = 0
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    let hasAnswer = true
    client.on('data', (bytes) => {
      if (hasAnswer) count++
      hasAnswer = false
      upstream.write(bytes)
    })
    upstream.on('data', (bytes) => {
      setTimeout(() => {
        hasAnswer = true
        client.write(bytes)
      }, DISTANCE_MILLISECONDS)
    })
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.setNoDelay(true)
      open.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    roundTrips: () => count,
    reset: () => {
      count = 0
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
