import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = { headers: Record<string, unknown>; text: string; body: Record<string, unknown> }
export type Receiver = {
  url: string
  received: Received[]
  /** The answers to come, one each; 204 once they are used up. */
  answerWith(...statuses: number[]): void
  close(): Promise<void>
}

/** A service that DataPass calls, in place of ours: it keeps what it got. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const statuses: number[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    received.push({ headers: request.headers, text, body: text.startsWith('{') ? JSON.parse(text) : {} })
    response.writeHead(statuses.shift() ?? 204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received,
    answerWith: (...wanted) => {
      statuses.push(...wanted)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
