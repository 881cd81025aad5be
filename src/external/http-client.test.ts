import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { OutgoingError, outgoingTo, UpstreamUnreachableError } from '#src/external/http-client.js'

let configured: Server
let other: Server
let home: URL
let elsewhere: URL
let asked: string[] = []

const answers: Record<string, RequestListener> = {
  '/short': (_, response) => response.setHeader('X-Kept', 'yes').end('enough'),
  '/empty': (_, response) => response.writeHead(204).end(),
  '/away': (_, response) => response.writeHead(302, { Location: elsewhere.href }).end(),
  '/long': (_, response) => response.end('x'.repeat(2_001)),
  '/endless': (_, response) => {
    const more = () => {
      while (response.write('x'.repeat(65_536)));
    }
    response.on('drain', more)
    more()
  },
  '/dripping': (_, response) => {
    const timer = setInterval(() => response.write('x'), 5)
    response.on('close', () => clearInterval(timer))
  },
  '/never': () => {},
}

beforeAll(async () => {
  const listen = async (handle: RequestListener) => {
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.headers.host}${request.url}`)
      handle(request, response)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return { server, url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`) }
  }
  const [one, two] = await Promise.all([
    listen((request, response) => answers[request.url ?? '']?.(request, response)),
    listen((_, response) => response.end('from elsewhere')),
  ])
  configured = one.server
  other = two.server
  home = one.url
  elsewhere = two.url
})
beforeEach(() => {
  asked = []
})
afterAll(() => {
  for (const server of [configured, other]) {
    server?.closeAllConnections()
    server?.close()
  }
})

const at = (path: string) => new URL(path, home)
const textOf = (path: string, timeout = 5_000) => outgoingTo(home).getText(at(path), {}, timeout, 2_000)

test('an answer comes with its status, headers and text', async () => {
  const answer = await textOf('/short')
  expect([answer.status, answer.headers.get('x-kept'), answer.body]).toEqual([200, 'yes', 'enough'])
  expect(await textOf('/empty')).toMatchObject({ status: 204, body: '' })
})

test.each([
  ['another port', () => elsewhere],
  ['another name of the same machine', () => new URL(`http://localhost:${home.port}/short`)],
  ['another protocol', () => new URL(`https://127.0.0.1:${home.port}/short`)],
  ['where machines of a cloud are told their secrets', () => new URL('http://169.254.169.254/latest')],
  ['a file', () => new URL('file:///etc/passwd')],
  ['a name that holds ours', () => new URL(`http://${home.host}@127.0.0.1:${elsewhere.port}/`)],
])('nothing leaves for %s', async (_, address) => {
  const outgoing = outgoingTo(home)
  const refused = { code: 'ORIGIN_NOT_CONFIGURED' }
  await expect(outgoing.getText(address(), {}, 5_000)).rejects.toMatchObject(refused)
  await expect(outgoing.postForm(address(), { secret: 'x' }, 5_000)).rejects.toMatchObject(refused)
  await expect(outgoing.fetch(address().href, {})).rejects.toMatchObject(refused)
  expect(asked).toEqual([])
})

test('a redirect is an answer and is not followed', async () => {
  expect((await textOf('/away')).status).toBe(302)
  expect((await outgoingTo(home).fetch(at('/away').href, {})).status).toBe(302)
  expect((await outgoingTo(home).postForm(at('/away'), {}, 5_000)).status).toBe(302)
  expect(asked.filter((line) => !line.endsWith('/away'))).toEqual([])
})

test.each(['/long', '/endless'])('%s is ended once it is too long', async (path) => {
  const failure = await textOf(path).catch((error) => error)
  expect(failure).toBeInstanceOf(UpstreamUnreachableError)
  expect(failure.cause).toBeInstanceOf(OutgoingError)
  expect(failure.cause.code).toBe('ANSWER_TOO_LONG')
})

test('a library’s own request is ended too', async () => {
  await expect(outgoingTo(home).fetch(at('/endless').href, {})).rejects.toMatchObject({
    code: 'ANSWER_TOO_LONG',
  })
})

test.each(['/never', '/dripping'])('%s is ended in time', async (path) => {
  const failure = await textOf(path, 60).catch((error) => error)
  expect(failure).toBeInstanceOf(UpstreamUnreachableError)
  expect(failure.cause.name).toBe('TimeoutError')
  const signal = AbortSignal.timeout(60)
  await expect(outgoingTo(home).fetch(at(path).href, { signal })).rejects.toMatchObject({
    name: 'TimeoutError',
  })
})
