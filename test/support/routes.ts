import { createApp } from '#src/app.js'
import type { Services } from '#src/services.js'

export type Route = { method: 'GET' | 'POST'; path: string }

/** Every address of the application, by method, as it is registered; middlewares are none. */
export function routesOf(services: Services): Route[] {
  const seen = new Set<string>()
  return createApp(services).routes.flatMap(({ method, path }) => {
    const isNew = !seen.has(`${method} ${path}`)
    seen.add(`${method} ${path}`)
    return isNew && (method === 'GET' || method === 'POST') ? [{ method, path }] : []
  })
}

/**
 * An address of a route.
 * @param parameters by name; what has none is an example that its pattern takes
 * @throws where none fits, so that a new kind of parameter gets its example
 */
export function fillRoute(path: string, parameters: Record<string, string> = {}): string {
  return path.replace(/:(\w+)(?:\{((?:[^{}]|\{[^{}]*\})*)\})?/g, (_, name: string, pattern = '[^/]+') => {
    const fits = (value: string) => new RegExp(`^(?:${pattern})$`).test(value)
    const given = parameters[name]
    const value = given !== undefined && fits(given) ? given : EXAMPLES.find(fits)
    if (value === undefined) throw new Error(`No example of ${name} for ${path}`)
    return value
  })
}

const UUID = '7f1d7a52-52d3-4a0e-9d3e-0a6c3f7f9b11'
const EXAMPLES = [
  'Q222222222',
  UUID,
  'Q222222222.pdf',
  'export.csv',
  `${UUID}.csv`,
  'document.odt',
  'apercu',
  'transfert',
  '1',
]
