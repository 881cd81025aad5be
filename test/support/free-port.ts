import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

// Below those that the system hands out by itself: between our look and our listening it gives such a one to others. Above
// 10080, the last that browsers refuse (https://fetch.spec.whatwg.org/#port-blocking).
const [FIRST, LAST] = [11_000, 32_000]

/** A port of this machine that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const port = randomInt(FIRST, LAST)
  const probe = createServer().listen(port, '127.0.0.1')
  try {
    await once(probe, 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return freePort()
    throw error
  }
  await new Promise((closed) => probe.close(closed))
  return port
}
