import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { Config } from '#src/config.js'

/**
 * The address from which a request comes, as far as the proxies in front are trusted.
 * @param trustProxy `none`: whoever opened the connection; `fly`: as Fly.io says; a number: so many proxies in front
 * each appended to `X-Forwarded-For` who came to it, so what a client wrote there itself is never read
 */
export function clientAddress(c: Context, trustProxy: Config['trustProxy']): string {
  const connected = getConnInfo(c).remote.address ?? ''
  if (trustProxy === 'none') return connected
  if (trustProxy === 'fly') return c.req.header('Fly-Client-IP') ?? connected
  const forwarded = (c.req.header('X-Forwarded-For') ?? '').split(',').map((address) => address.trim())
  return forwarded.at(-Number(trustProxy)) || connected
}
