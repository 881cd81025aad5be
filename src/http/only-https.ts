import type { Context } from 'hono'
import type { Config } from '#src/config.js'
import { factory } from '#src/http/factory.js'

type HttpsConfig = Pick<Config, 'publicUrl' | 'trustProxy'>

const OF_PROGRAMS = /^\/(api\/|metrics$)/

/**
 * Leads whoever came by http to the same address by https: 308. What she sent is refused, as it went in clear: 403. So is
 * every call of a program: led on, it would show its token in clear each time, and nobody would notice. Only where a
 * trusted proxy says how she came; without one nobody knows, and nothing is done.
 */
export function onlyHttps(config: HttpsConfig) {
  const { publicUrl } = config
  return factory.createMiddleware(async (c, next) => {
    if (publicUrl.protocol !== 'https:' || !cameByHttp(c, config)) return next()
    const { pathname, search } = new URL(c.req.url)
    const isVisit = ['GET', 'HEAD'].includes(c.req.method) && !OF_PROGRAMS.test(pathname)
    if (!isVisit) return c.body(null, 403)
    // Joined as text: a path of two slashes would lead to another host.
    return c.redirect(`${publicUrl.origin}${pathname}${search}`, 308)
  })
}

/** Whether a trusted proxy says that she came in clear. */
export function cameByHttp(c: Context, { trustProxy }: Pick<Config, 'trustProxy'>): boolean {
  return trustProxy !== 'none' && schemeOf(c, trustProxy) === 'http'
}

/** By which scheme she came to the outermost trusted proxy; each appends to the header as to `X-Forwarded-For`. */
function schemeOf(c: Context, trustProxy: Config['trustProxy']): string | undefined {
  const hops = trustProxy === 'fly' ? 1 : Number(trustProxy)
  const schemes = c.req.header('X-Forwarded-Proto')?.split(',') ?? []
  return schemes.at(-hops)?.trim().toLowerCase()
}
