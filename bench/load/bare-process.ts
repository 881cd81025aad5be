import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'

/** The same bytes under the same headers, by one of two others; Express as it comes. */
export type BareOrder = { by: 'node:http' | 'express'; headers: [string, string][]; body: string }

process.once('message', ({ by, headers, body }: BareOrder) => {
  const bytes = Buffer.from(body, 'base64')
  const server = by === 'express' ? byExpress(headers, bytes) : byNode(headers, bytes)
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
})
process.once('disconnect', () => process.exit())

function byNode(headers: [string, string][], bytes: Buffer) {
  const all = Object.fromEntries(headers)
  return createServer((_, response) => response.writeHead(200, all).end(bytes))
}

function byExpress(headers: [string, string][], bytes: Buffer) {
  const app = express()
  app.get('/collectivites/:siret', (_, response) => {
    for (const [name, value] of headers) response.setHeader(name, value)
    response.send(bytes)
  })
  return createServer(app)
}
