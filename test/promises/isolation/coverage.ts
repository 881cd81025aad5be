import type { Hono } from 'hono'
import type { AppEnv } from '#src/http/factory.js'
import { idsOfNobody } from './ids.js'
import { type Entry, fill, isWalled, namesIn, type Walled } from './matrix.js'

// They answer every method below a path, and know of no tenant.
const MIDDLEWARES = ['ALL /*', 'ALL /api/*', 'ALL /administrations/essai/*']

/** What a router has and the matrix does not say, what the matrix says and the router does not have, and what it says wrongly. */
export function gapsBetween(app: Hono<AppEnv>, matrix: Entry[]): string[] {
  const routed = new Set(app.routes.map(({ method, path }) => `${method} ${path}`))
  const known = new Set([...matrix.map(({ route }) => route), ...MIDDLEWARES])
  return [
    ...[...routed].filter((route) => !known.has(route)).map((route) => `not in the matrix: ${route}`),
    ...[...known].filter((route) => !routed.has(route)).map((route) => `not in the router: ${route}`),
    ...matrix.flatMap((entry) => (isWalled(entry) ? faultsOf(app, entry) : mentionsTenant(entry.route))),
  ]
}

function faultsOf(app: Hono<AppEnv>, entry: Walled): string[] {
  const [method = '', path = ''] = entry.route.split(' ')
  const [address = ''] = fill(entry.at, idsOfNobody()).split('?')
  const [handlers] = app.router.match(method, address)
  const leadsThere = handlers.some(([[, route]]) => route.method === method && route.path === path)
  return [
    ...(leadsThere ? [] : [`leads elsewhere: ${entry.at} for ${entry.route}`]),
    ...(namesIn(entry).length > 0 ? [] : [`names nothing of a tenant: ${entry.route}`]),
    ...(path.includes(':siret') && !entry.at.includes('{siret}')
      ? [`without its SIRET: ${entry.route}`]
      : []),
  ]
}

// However good the reason is.
function mentionsTenant(route: string): string[] {
  return /:(siret|reference|token)\b/.test(route) ? [`names a tenant: ${route}`] : []
}
