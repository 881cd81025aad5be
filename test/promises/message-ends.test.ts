import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'

const SMUGGLED = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'
let service: TestService

beforeAll(async () => {
  service = await startTestService()
  await service.open(FAY_AUX_LOGES)
})
afterAll(() => service?.close())

/** All that is answered to these bytes until the connection is closed, status after status. */
async function send(bytes: string): Promise<string[]> {
  const { hostname, port } = new URL(service.url)
  const socket = connect(Number(port), hostname)
  let answered = ''
  socket.on('data', (chunk) => {
    answered += chunk
  })
  // Reset by the other side is closed, too.
  socket.on('error', () => {})
  socket.write(bytes)
  await once(socket, 'close')
  return [...answered.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status = '']) => status)
}

function post(headers: string[], body: string): string {
  return [`POST /collectivites/${FAY_AUX_LOGES}/envois HTTP/1.1`, 'Host: x', ...headers, '', body].join(
    '\r\n',
  )
}

test('two requests that end clearly are two', async () => {
  expect(
    await send(
      `GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    ),
  ).toEqual(['200', '200'])
})

test.each([
  ['a length and pieces', post(['Content-Length: 6', 'Transfer-Encoding: chunked'], `0\r\n\r\n${SMUGGLED}`)],
  ['two lengths', post(['Content-Length: 0', `Content-Length: ${SMUGGLED.length}`], SMUGGLED)],
  ['a length with a sign', post([`Content-Length: +${SMUGGLED.length}`], SMUGGLED)],
  ['a length with a letter', post(['Content-Length: 0x10'], SMUGGLED)],
  [
    'pieces that are not the last coding',
    post(['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${SMUGGLED}`),
  ],
  ['a blank before the colon', post(['Transfer-Encoding : chunked'], `0\r\n\r\n${SMUGGLED}`)],
  ['a header on two lines', post(['X-A: b', ' Transfer-Encoding: chunked'], `0\r\n\r\n${SMUGGLED}`)],
  ['a line end within a value', post(['X-A: b\rTransfer-Encoding: chunked'], `0\r\n\r\n${SMUGGLED}`)],
  ['a piece of no size', post(['Transfer-Encoding: chunked'], `zz\r\n\r\n${SMUGGLED}`)],
])('what ends unclearly is refused, and nothing behind it is read as a request: %s', async (_, bytes) => {
  const statuses = await send(bytes)
  expect(statuses).toHaveLength(1)
  expect(statuses[0]).toMatch(/^4\d\d$/)
})
