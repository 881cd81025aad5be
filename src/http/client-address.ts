import { isIPv6 } from 'node:net'
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

/** The network from which a request comes, as far as the proxies in front are trusted. */
export function clientNetwork(c: Context, trustProxy: Config['trustProxy']): string {
  return networkOf(clientAddress(c, trustProxy))
}

/**
 * Whom an address stands for when attempts are counted: an IPv4 address itself, of IPv6 the first 56 bits, as one line
 * may be given 256 networks of 64 (RFC 6177, RIPE-690). IPv4 written as IPv6 (`::ffff:192.0.2.1`) is IPv4.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%')
  if (!isIPv6(bare)) return bare
  const groups = groupsOf(bare)
  const [high = 0, low = 0] = groups.slice(6)
  const isIPv4 = groups.slice(0, 6).join() === '0,0,0,0,0,65535'
  if (isIPv4) return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  const [first = 0, second = 0, third = 0, fourth = 0] = groups
  const prefix = [first, second, third, fourth & 0xff00].map((group) => group.toString(16))
  return `${prefix.join(':')}::/56`
}

/** The eight numbers of an IPv6 address, in whichever way it is written. */
function groupsOf(address: string): number[] {
  // As a URL it has one writing, without dots.
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [before = [], after = []] = written
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''))
  const missing = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...missing, ...after].map((group) => Number.parseInt(group, 16))
}
