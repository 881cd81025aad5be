import type { Config } from '#src/config.js'
import { factory } from '#src/http/factory.js'
import type { Log } from '#src/log.js'

/**
 * Says once in the life of a process that a proxy is in front of which the settings know nothing: all visitors have its
 * address then, and share the limits of one. In production; elsewhere nobody is behind one.
 */
export function warnOfProxy({ production, trustProxy }: Pick<Config, 'production' | 'trustProxy'>, log: Log) {
  let isToBeSaid = production && trustProxy === 'none'
  return factory.createMiddleware((c, next) => {
    if (isToBeSaid && c.req.header('X-Forwarded-For') !== undefined) {
      isToBeSaid = false
      log.warn('X-Forwarded-For arrives, and TRUST_PROXY is none', { requestId: c.get('requestId') })
    }
    return next()
  })
}
