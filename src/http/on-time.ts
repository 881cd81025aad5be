import type { Clock } from '#src/db/clock.js'
import { factory } from '#src/http/factory.js'

/** Lets nobody in while the clocks disagree: what is stored would bear a wrong date, and sessions end early or late. */
export function onlyOnTime(clock: Clock) {
  return factory.createMiddleware(async (_c, next) => {
    await clock.check()
    await next()
  })
}
