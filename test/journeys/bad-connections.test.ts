import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FAY_AUX_LOGES } from '../support/named.js'
import { sendRaw } from '../support/raw-http.js'
import { startTestService, type TestService } from '../support/service.js'

// As in production, but sooner.
const LIMITS = {
  headersTimeout: 600,
  requestTimeout: 1_200,
  keepAliveTimeout: 600,
  silence: 2_000,
  checkedEvery: 100,
  connections: 20,
}
const HEAD = 'GET / HTTP/1.1\r\nHost: localhost\r\n'
let service: TestService
let port: number

beforeAll(async () => {
  service = await startTestService({ worker: false, limits: LIMITS })
  await service.open(FAY_AUX_LOGES)
  port = Number(new URL(service.url).port)
})
afterAll(() => service?.close())

/** The text with a pause after each character. */
function slowly(text: string): (Buffer | number)[] {
  return [...text].flatMap((character) => [Buffer.from(character), 50])
}

function post(path: string, headers: string[], body: string): Buffer {
  const lines = [`POST ${path} HTTP/1.1`, 'Host: localhost', `Origin: ${service.url}`, ...headers]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

async function opened(): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' })
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

async function ended(socket: Socket): Promise<void> {
  if (!socket.closed) await once(socket, 'close')
}

describe('who takes too long is ended', () => {
  const page = `/collectivites/${FAY_AUX_LOGES}`
  const form = ['Content-Type: application/x-www-form-urlencoded', 'Content-Length: 500']
  const files = ['Content-Type: multipart/form-data; boundary=x', 'Content-Length: 500']

  test.each<[string, () => (Buffer | number)[]]>([
    ['a head, a letter at a time', () => slowly(HEAD.repeat(4))],
    ['a head without an end', () => [Buffer.from(HEAD)]],
    ['a form, a letter at a time', () => [post(`${page}/envois`, form, ''), ...slowly('a'.repeat(100))]],
    ['files, a letter at a time', () => [post(`${page}/signalement`, files, ''), ...slowly('-'.repeat(100))]],
    ['JSON without an end', () => [post('/api/datapass/webhook', ['Content-Length: 500'], '{')]],
  ])('%s: 408', async (_name, pieces) => {
    const answer = await sendRaw({ port, pieces: pieces(), patience: 30_000 })
    expect([answer.status, answer.endedBy]).toEqual([408, 'server'])
  })

  test('who says nothing, before or after a request', async () => {
    const silent = await opened()
    const served = await opened()
    served.write(`${HEAD}\r\n`)
    await once(served, 'data')
    await Promise.all([ended(silent.resume()), ended(served.resume())])
  })

  test('who does not read', async () => {
    const home = await (await fetch(service.url)).text()
    const font = home.match(/\/assets\/[\w.-]+\.woff2/)?.[0]
    const deaf = await opened()
    deaf.pause()
    const before = service.logs.length
    // More than the buffers on the way hold.
    deaf.write(`GET ${font} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(2_000))
    // Only who writes learns that she is ended.
    while (!deaf.destroyed) {
      deaf.write('a')
      await wait(100)
    }
    expect(service.logs.length - before).toBeLessThan(2_000)
  })
})

test('too many at once are turned away, and room is there again for who comes after', async () => {
  const crowd = await Promise.all(Array.from({ length: 60 }, opened))
  await Promise.all(crowd.map((socket) => ended(socket.resume())))
  expect((await fetch(service.url)).status).toBe(200)
})

test('a request of very many headers is refused, for the last ones would be left out unseen', async () => {
  const withHeaders = (many: number) => {
    const lines = Array.from({ length: many }, (_, at) => `X-${at}: a\r\n`).join('')
    return sendRaw({ port, pieces: [Buffer.from(`${HEAD}${lines}\r\n`)] })
  }
  expect((await withHeaders(90)).status).toBe(200)
  expect((await withHeaders(110)).status).toBe(431)
  expect((await withHeaders(2_000)).status).toBe(431)
})

describe('who leaves before her request has come is no exception', () => {
  test.each([
    ['a form', '/deconnexion', 'Content-Type: application/x-www-form-urlencoded'],
    ['an event', '/api/datapass/webhook', 'Content-Type: application/json'],
    [
      'a file',
      `/collectivites/${FAY_AUX_LOGES}/signalement`,
      'Content-Type: multipart/form-data; boundary=x',
    ],
  ])('%s', async (_name, path, type) => {
    const before = service.logs.length
    const leaving = await opened()
    leaving.write(post(path, [type, 'Content-Length: 500'], 'a=1'))
    await wait(200)
    leaving.destroy()
    const lines = () => service.logs.slice(before).map((line) => JSON.parse(line))
    while (!lines().some(({ event, method }) => event === 'request' && method === 'POST')) await wait(20)
    expect(lines().filter(({ level }) => level >= 50)).toEqual([])
  })
})
