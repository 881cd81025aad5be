import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'

/** The request as Node has it; undefined where no server is in between. */
export function incomingOf(c: Context): IncomingMessage | undefined {
  return c.env?.incoming
}

/**
 * Whether the other side went away before all of its request had come: nobody reads the answer then, and what fails for
 * want of the rest is no fault of ours.
 */
export function hasLeft(c: Context): boolean {
  const incoming = incomingOf(c)
  return incoming ? incoming.destroyed && !incoming.complete : false
}
