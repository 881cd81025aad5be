import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { findIdentity } from '../franceconnect/identities.js'
import { GRANTED_SCOPES } from '../franceconnect/scopes.js'
import { organisations } from '../proconnect/organisations.js'
import { createApiParticulier } from './api-particulier.js'
import type { ApiParticulierControls } from './controls.js'

export const RECIPIENT = organisations.fayAuxLoges.siret
export const OTHER_RECIPIENT = organisations.calvi.siret

type Asked = {
  identity?: string
  query?: Record<string, string>
  headers?: Record<string, string>
  signal?: AbortSignal
}
export type Alone = {
  controls: ApiParticulierControls
  get(path: string, init?: RequestInit): Promise<Response>
  /** A call as a commune makes it; the ordinary person, the usual recipient. */
  ask(asked?: Asked): Promise<Response>
  close(): Promise<void>
}

/** The simulated API Particulier without a FranceConnect: whose token it is can be read from the token. */
export async function startAlone(now: () => Date): Promise<Alone> {
  const introspect = async (token: string) => {
    const identity = findIdentity(token.replace(/_+$/, ''))
    return identity && { identity, scopes: new Set(GRANTED_SCOPES) }
  }
  const { app, controls } = createApiParticulier({ url: 'http://api.example', introspect, now })
  const server = createServer(getRequestListener(app.fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const get = (path: string, init?: RequestInit) => fetch(`${url}${path}`, { redirect: 'manual', ...init })
  return {
    controls,
    get,
    ask: ({ identity = 'ordinary', query, headers, signal } = {}) => {
      const parameters = new URLSearchParams({ recipient: RECIPIENT, ...query })
      return get(`/v3/dss/quotient_familial/france_connect?${parameters}`, {
        headers: { Authorization: `Bearer ${identity.padEnd(43, '_')}`, ...headers },
        ...(signal ? { signal } : {}),
      })
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type AnyAnswer = {
  data: { quotient_familial: Record<string, unknown> }
  errors: { code: string; detail: string; meta: Record<string, unknown> }[]
}

export async function jsonOf(response: Response): Promise<AnyAnswer> {
  return (await response.json()) as AnyAnswer
}

export async function codesOf(response: Response): Promise<string[]> {
  return (await jsonOf(response)).errors.map(({ code }) => code)
}
