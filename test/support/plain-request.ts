import { type IncomingHttpHeaders, request } from 'node:http'

export type PlainAnswer = { status: number; headers: IncomingHttpHeaders; setCookies: string[]; text: string }
export type PlainRequest = {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

/** One request with these headers and no other: `fetch` sends some of its own and refuses others. */
export function askPlainly(
  address: string | URL,
  { method = 'GET', headers = {}, body }: PlainRequest = {},
): Promise<PlainAnswer> {
  return new Promise((resolve, reject) => {
    const asking = request(address, { method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          setCookies: response.headers['set-cookie'] ?? [],
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    asking.on('error', reject)
    asking.end(body)
  })
}
