import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'

/** How long a connection may take over what, in milliseconds, and how many there may be. */
export type ServerLimits = {
  /** Over the head of its first request, from the moment it stands: who says nothing is ended too. */
  headersTimeout: number
  /** Over a whole request, files included. */
  requestTimeout: number
  /** Between two requests. */
  keepAliveTimeout: number
  /** Without a byte in either direction: who does not read our answer. */
  silence: number
  /** How often the first two are looked at. */
  checkedEvery: number
  /** At once; a process has as many places for files, and the database needs some. */
  connections: number
}

// docs/decisions/027-server-limits.md
const LIMITS: ServerLimits = {
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 65_000,
  silence: 120_000,
  checkedEvery: 5_000,
  connections: 4_000,
}
// Hosts commonly wait for ten seconds before they end a process.
const STOPS_AFTER_MILLISECONDS = 8_000
const CLOSES_IDLE_EVERY_MILLISECONDS = 50

type Fetch = Parameters<typeof getRequestListener>[0]
type Address = { host: string; port: number }

/**
 * Answers requests by `fetch` at this address, once it is listening there.
 * @param before what may answer instead
 */
export function listen(
  fetch: Fetch,
  { host, port }: Address,
  limits: Partial<ServerLimits> = {},
  before: (listener: RequestListener) => RequestListener = (listener) => listener,
): Promise<{ port: number; stop(): Promise<void> }> {
  const { silence, checkedEvery, connections, ...timeouts } = { ...LIMITS, ...limits }
  const server = createServer(
    { ...timeouts, connectionsCheckingInterval: checkedEvery },
    before(getRequestListener(fetch, { hostname: host })),
  )
  server.timeout = silence
  server.maxConnections = connections
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(port, host, () =>
      resolve({ port: (server.address() as AddressInfo).port, stop: () => stopListening(server) }),
    )
  })
}

/** Waits for the requests in hand, eight seconds at most, but not for who sends nothing more. */
function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), STOPS_AFTER_MILLISECONDS)
    // Those whose request was in hand come idle later, and would be kept for their next one.
    const idle = setInterval(() => server.closeIdleConnections(), CLOSES_IDLE_EVERY_MILLISECONDS)
    server.close(() => {
      clearTimeout(timer)
      clearInterval(idle)
      resolve()
    })
  })
}
