import type { Hono } from 'hono'
import type { AppEnv } from '#src/http/factory.js'

const METHODS = ['GET', 'POST']

/** Which methods the app answers at a path; middlewares do not count. */
export function routedMethods(app: Hono<AppEnv>, path: string): string[] {
  return METHODS.filter((method) => {
    const [handlers] = app.router.match(method, path)
    return handlers.some(([[, route]]) => route.method === method)
  })
}
