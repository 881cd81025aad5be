import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, request as requestOverTls } from 'node:https'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { drawCertificates } from '../sandbox/mailbox/certificates.js'

export type TlsFront = {
  /** Where the service is reached by https, and by http. */
  url: string
  httpUrl: string
  /** In PEM, who signed the certificate. */
  authority: string
  /** Where it passes requests on to; until then nobody answers. */
  leadTo(port: number): void
  /** As `fetch`, but knows the authority, and follows no redirect. */
  fetch(address: string | URL, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

/** A proxy that ends TLS before the service, as hosts have one: it says whom a request comes from, and by which way. */
export async function startTlsFront(): Promise<TlsFront> {
  const { authority, right } = await drawCertificates()
  let port = 0
  const pass = (scheme: string) => (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { headers, method, url: path, socket } = incoming
    const before = headers['x-forwarded-for'] === undefined ? '' : `${headers['x-forwarded-for']}, `
    const said = {
      ...headers,
      'x-forwarded-for': `${before}${socket.remoteAddress}`,
      'x-forwarded-proto': scheme,
    }
    const passed = request({ host: '127.0.0.1', port, method, path, headers: said }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  }
  const servers = [createTlsServer(right, pass('https')), createServer(pass('http'))] as const
  const [httpsPort, httpPort] = await Promise.all(
    servers.map(async (server) => {
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
      return (server.address() as AddressInfo).port
    }),
  )
  return {
    url: `https://localhost:${httpsPort}`,
    httpUrl: `http://localhost:${httpPort}`,
    authority,
    leadTo: (to) => {
      port = to
    },
    fetch: (address, init) => fetchTrusting(authority, new URL(address), init),
    close: async () => {
      await Promise.all(
        servers.map((server) => {
          server.closeAllConnections()
          return new Promise((closed) => server.close(closed))
        }),
      )
    },
  }
}

// The `fetch` of Node learns of an authority only when the process starts.
async function fetchTrusting(authority: string, url: URL, init: RequestInit = {}): Promise<Response> {
  if (url.protocol !== 'https:') return fetch(url, { ...init, redirect: 'manual' })
  const asked = new Request(url, init)
  const sent = requestOverTls(url, {
    method: asked.method,
    headers: Object.fromEntries(asked.headers),
    ca: authority,
  })
  sent.end(Buffer.from(await asked.arrayBuffer()))
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve)
    sent.on('error', reject)
  })
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(answer.headersDistinct))
    for (const value of values) headers.append(name, value)
  const body = await buffer(answer)
  const status = answer.statusCode ?? 0
  const isEmpty = [204, 304].includes(status)
  return new Response(isEmpty ? null : new Uint8Array(body), { status, headers })
}
