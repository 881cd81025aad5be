import type { Route } from '../../support/hostile-routes.js'
import type { Random } from '../../support/seeded.js'
import { anyAddress } from './values.js'

export type Role = 'nobody' | 'resident' | 'agent' | 'gestionnaire' | 'operator'

/** What the service is, for who attacks it: addresses, names, doors that are open, values that exist. */
export type Target = {
  host: string
  origin: string
  routes: Route[]
  names: { query: string[]; fields: string[] }
  /** The header `Cookie` of who is signed in. */
  cookies: Record<Role, string>
  /** What a parameter of this name may hold and be understood. */
  known: ReadonlyMap<string, string[]>
  apiToken: string
  webhookSecret: string
}

/** One attempt, as bytes; what is told of it when it fails is these bytes. */
export type HostileRequest = {
  kind: string
  role: Role
  pieces: Buffer[]
  /** The server is right to wait for more. */
  mayWait?: boolean
  /** Several requests on one connection: all answers are looked at. */
  toTheEnd?: boolean
}

/** The head of a request as HTTP/1.1 wants it, whatever stands in it: each character is one byte. */
export function headOf(method: string, path: string, headers: [string, string][]): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  return Buffer.from([`${method} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'), 'latin1')
}

export type Pair = [string, string]
/** An attempt of nobody in particular. */
export type Attempt = Omit<HostileRequest, 'role'>

/** The headers of a request with nothing wrong in them. */
export function ordinary(random: Random, { host, origin }: Pick<Target, 'host' | 'origin'>): Pair[] {
  return [
    ['Host', host],
    ['Connection', 'close'],
    ['Origin', origin],
    ['X-Forwarded-For', anyAddress(random)],
  ]
}
