import { partsOf, type Route } from '../../support/hostile-routes.js'
import { HOSTILE_TEXTS } from '../../support/hostile-values.js'
import type { Random } from '../../support/seeded.js'
import { type Body, bodyOf, FORM } from './bodies.js'
import { oddHeaders } from './odd-headers.js'
import { type HostileRequest, headOf, type Pair, type Role, type Target } from './request.js'
import { anyAddress, escapeText, hostileEncoded, valueFor } from './values.js'

const METHODS = [
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PROPFIND', 'MKCOL'],
  ...['REPORT', 'M-SEARCH', 'QUERY', 'LINK', 'PURGE', 'ZQX', 'get', 'GETT', 'G\xC9T', '__proto__'],
]
// Each costs as much as a hundred pages.
const DEAR = /\.pdf|\.png|\.odt|export/
const LONGEST_ADDRESS = 12_000

/** Any address of ours, as whoever may knock there, with everything wrong that a parameter can be. */
export function routedRequest(random: Random, target: Target): HostileRequest {
  const route = pickRoute(random, target.routes)
  const method = random.below(6) === 0 ? random.pick(METHODS) : route.method
  const path = `${fillPath(random, target, route)}${queryOf(random, target)}`.slice(0, LONGEST_ADDRESS)
  return asRequest(random, target, {
    kind: `${method} ${route.path}`,
    role: random.pick(rolesAt(route)),
    method,
    path,
    body: method === 'GET' || method === 'HEAD' ? NO_BODY : bodyOf(random, target),
    headers: oddHeaders(random),
  })
}

/**
 * One value in every parameter and every field that any address knows, by who is let in there: each of these values at
 * each address, with the rest of the path right, and in the path as well.
 */
export function* everywhere(random: Random, target: Target): Generator<HostileRequest> {
  for (const route of target.routes.filter(({ path }) => !path.endsWith('/deconnexion'))) {
    const [role] = rolesAt(route)
    const query = (value: string) => target.names.query.map((name) => `${name}=${value}`).join('&')
    for (const value of DEAR.test(route.path) ? CERTAIN.slice(0, 3) : CERTAIN) {
      const fields = target.names.fields.map((name) => `${name}=${value}`).join('&')
      const body = route.method === 'POST' ? { type: FORM, body: Buffer.from(fields) } : NO_BODY
      const kind = `${route.method} ${route.path} with ${value.slice(0, 20)} everywhere`
      const paths = [fillPath(random, target, route, []), fillPath(random, target, route, [value])]
      for (const path of new Set(paths))
        yield asRequest(random, target, {
          kind,
          role,
          method: route.method,
          path: `${path}?${query(value)}`,
          body,
        })
    }
  }
}

// What a database, a regular expression, an object, a page or a header takes badly, wherever it is.
const CERTAIN = [
  '%00',
  'zqx%00%ff',
  '__proto__',
  '%22%3E%3Czqx%3E',
  '%0d%0aX-zqx:1',
  '9'.repeat(250),
  '%F0%9F%99%82%E2%80%AE',
  '%27%20or%201=1%20--',
  'https://evil.example/',
  '%2F%5Cevil.example',
  '2026-02-30',
  '%3D1%2Bzqx',
]
const NO_BODY: Body = { type: null, body: null }

type Asked = { kind: string; role: Role; method: string; path: string; body: Body; headers?: Pair[] }

function asRequest(random: Random, target: Target, asked: Asked): HostileRequest {
  const { kind, role, method, path, headers = [] } = asked
  const { type, body } = asked.body
  const all: (Pair | null)[] = [
    ['Host', target.host],
    ['Connection', 'close'],
    ['X-Forwarded-For', anyAddress(random)],
    target.cookies[role] ? ['Cookie', target.cookies[role]] : null,
    random.below(20) === 0 ? null : ['Origin', target.origin],
    ...headers,
    type === null ? null : ['Content-Type', type],
    body === null ? null : ['Content-Length', String(body.length)],
  ]
  const head = headOf(
    method,
    path,
    all.filter((pair) => pair !== null),
  )
  return { kind, role, pieces: body === null ? [head] : [head, body] }
}

function pickRoute(random: Random, routes: Route[]): Route {
  const route = random.pick(routes)
  return DEAR.test(route.path) && random.below(8) > 0 ? pickRoute(random, routes) : route
}

/** Who tries it, the first being let in; more often who gets farther. */
function rolesAt({ path }: Route): readonly [Role, ...Role[]] {
  // Whoever signs out has nothing left to try with.
  if (path.endsWith('/deconnexion')) return ['nobody']
  if (path.startsWith('/agent'))
    return ['gestionnaire', 'gestionnaire', 'gestionnaire', 'agent', 'operator', 'resident', 'nobody']
  if (path.startsWith('/dinum')) return ['operator', 'operator', 'operator', 'gestionnaire', 'nobody']
  return ['resident', 'resident', 'nobody', 'gestionnaire']
}

/** @param otherwise what stands where nothing is known to be right; where it is given, in place of what is right */
function fillPath(random: Random, target: Target, { path }: Route, otherwise?: string[]): string {
  const area = path.split('/')[1]
  return partsOf(path)
    .map((part) => {
      if ('text' in part) return part.text
      const known = target.known.get(`${area}:${part.parameter}`) ?? target.known.get(part.parameter) ?? []
      if (otherwise) return otherwise[0] ?? escapeText(known[0] ?? '0')
      return known.length > 0 && random.below(3) > 0
        ? escapeText(random.pick(known))
        : hostileEncoded(random, 300)
    })
    .join('')
}

function queryOf(random: Random, { names, known }: Target): string {
  const pairs = Array.from({ length: random.below(16) }, () => {
    const isOdd = random.below(8) === 0
    const name = isOdd ? escapeText(random.pick(HOSTILE_TEXTS.prototype ?? [])) : random.pick(names.query)
    if (random.below(15) === 0) return name
    const value = valueFor(random, known, name, 1_500)
    return `${random.below(12) === 0 ? `${name}[]` : name}=${value}`
  })
  return pairs.length > 0 ? `?${pairs.join(random.below(20) === 0 ? ';' : '&')}` : ''
}
