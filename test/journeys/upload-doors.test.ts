import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exceptionPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { guardForms } from '#src/http/guard-forms.js'
import { createLog } from '#src/log.js'
import { attestationPdf, TYPED_IDENTITY, TYPED_VALUE } from '../support/attestation.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { startTestService, type TestService } from '../support/service.js'
import { fieldOf } from '../support/visitor.js'

const MEGABYTE = 1024 * 1024
const page = `/collectivites/${FAY_AUX_LOGES}`
const TYPE = 'multipart/form-data; boundary=grenze'
let service: TestService

beforeAll(async () => {
  service = await startTestService({ worker: false })
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
})
afterAll(() => service?.close())

/** Opens a connection and sends the head of a form with files, and then whatever the test sends. */
async function begin(url: string, path: string, headers: Record<string, string>): Promise<Socket> {
  const { host, hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), autoSelectFamily: true })
  socket.on('error', () => {})
  await once(socket, 'connect')
  const lines = Object.entries({ Host: host, 'Content-Type': TYPE, ...headers })
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.map((line) => line.join(': ')).join('\r\n')}\r\n\r\n`)
  return socket
}
const answerOf = (socket: Socket) => text(socket).catch(() => '')
/** Null where an answer is not given without a body. */
async function statusAtOnce(socket: Socket): Promise<number | null> {
  const told = once(socket, 'data').then(([data]) => statusOf(String(data)))
  const status = await Promise.race([told, new Promise<null>((resolve) => setTimeout(resolve, 200, null))])
  socket.destroy()
  return status
}
const statusOf = (answer: string) => Number(answer.match(/^HTTP\/1\.1 (\d+)/)?.[1])

describe('who is not let in sends nothing more', () => {
  test.each([
    ['from elsewhere', { Origin: 'https://ailleurs.example', 'Content-Length': '20000000' }, 403],
    ['from nowhere, of unknown length', { 'Transfer-Encoding': 'chunked' }, 403],
    ['of unknown length', { Origin: 'ours', 'Transfer-Encoding': 'chunked' }, 411],
    ['too long', { Origin: 'ours', 'Content-Length': String(25 * MEGABYTE) }, 413],
  ])('a form %s is answered before its first byte', async (_, headers, status) => {
    const given = 'Origin' in headers && headers.Origin === 'ours' ? { Origin: service.url } : {}
    const socket = await begin(service.url, `${page}/attestation`, { ...headers, ...given })
    const answer = await answerOf(socket)
    expect(statusOf(answer)).toBe(status)
    expect(answer).toMatch(/rien n’a été transmis/i)
    expect(answer).toContain('<html lang="fr"')
  })
})

describe('what was typed has an end', () => {
  test.each([
    ['nom', 'attestation'],
    ['motif', 'signalement'],
  ])('twenty megabytes of « %s », by somebody without a session', async (name, path) => {
    const body = new FormData()
    body.append(name, 'a'.repeat(20 * MEGABYTE))
    const refused = await service.newVisitor().visit(`${page}/${path}`, { body })
    expect([refused.status, refused.text.includes('raccourcissez ce que vous avez écrit')]).toEqual([
      413,
      true,
    ])
  })

  test('twenty thousand fields', async () => {
    const body = new FormData()
    for (let at = 0; at < 20_000; at++) body.append('gardees', String(at))
    expect((await service.newVisitor().visit(`${page}/attestation`, { body })).status).toBe(413)
  })
})

test('one machine has half the room, and its next form is told to wait; then there is room', async () => {
  const headers = { Origin: service.url, 'Content-Length': String(24 * MEGABYTE) }
  const two = await Promise.all([1, 2].map(() => begin(service.url, `${page}/attestation`, headers)))
  for (const socket of two) socket.write(Buffer.alloc(24 * MEGABYTE - 1))
  await expect
    .poll(async () => statusAtOnce(await begin(service.url, `${page}/attestation`, headers)))
    .toBe(503)
  for (const socket of two) socket.destroy()
  await expect.poll(sendOrdinary).toBe(422)
})

async function sendOrdinary(): Promise<number> {
  const visitor = service.newVisitor()
  const shown = await visitor.visit(`${page}/attestation`)
  const body = new FormData()
  body.append('revue', fieldOf(shown.html, 'revue'))
  for (const [name, value] of Object.entries({ ...TYPED_IDENTITY, ...TYPED_VALUE, qf: 'x' }))
    body.append(name, value)
  body.append('pieces', new Blob([new Uint8Array(await attestationPdf())]), 'attestation.pdf')
  return (await visitor.visit(`${page}/attestation`, { body })).status
}

describe('a form that does not come', () => {
  const log = createLog('silent')
  const app = factory.createApp()
  app.use(
    guardForms({
      origin: 'http://ours',
      isRouted: () => true,
      filesOf: () => 24 * MEGABYTE,
      networkOf: (c) => c.req.header('X-Network') ?? '',
      pace: { graceMilliseconds: 1_000, bytesPerSecond: 1_000 },
    }),
  )
  app.post('/', async (c) => c.text(`read ${[...(await c.req.formData())].length}`))
  app.onError((error, c) => {
    c.setRenderer(async (content) => c.html(String(await content)))
    return exceptionPage(log)(error, c)
  })
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 })
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  afterAll(() => void server.close())
  const idle = (network: string, length = 24 * MEGABYTE) =>
    begin(url(), '/', { Origin: 'http://ours', 'X-Network': network, 'Content-Length': String(length) })

  const FORM = '--grenze\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--grenze--\r\n'
  const sendForm = async (network: string) => {
    const socket = await idle(network, FORM.length)
    socket.end(FORM)
    return answerOf(socket)
  }

  test('is ended; as nothing of it came, it kept nobody out', async () => {
    const silent = await Promise.all(Array.from({ length: 20 }, (_, at) => idle(String(at % 4))))
    expect(await sendForm('f')).toContain('read 1')
    const answers = await Promise.all(silent.map(answerOf))
    expect(new Set(answers.map(statusOf))).toEqual(new Set([408]))
  })

  test('to its end is ended as soon, and those who waited for its room find it', async () => {
    const held = await Promise.all(['a', 'b', 'c', 'd'].map((network) => idle(network)))
    for (const socket of held) socket.write(Buffer.alloc(20 * MEGABYTE))
    await expect.poll(async () => statusAtOnce(await idle('f')), { timeout: 10_000 }).toBe(503)
    const answers = await Promise.all(held.map(answerOf))
    expect(answers.map(statusOf)).toEqual([408, 408, 408, 408])
    expect(await sendForm('f')).toContain('read 1')
  })

  test('in drops is ended as well, and one that comes at its pace is read', async () => {
    const drops = await idle('drops')
    const dripping = setInterval(() => drops.write('x'), 50)
    expect(statusOf(await answerOf(drops).finally(() => clearInterval(dripping)))).toBe(408)

    const steady = await idle('steady', 8_000)
    const head = '--grenze\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n'
    const tail = '\r\n--grenze--\r\n'
    const content = head + 'x'.repeat(8_000 - head.length - tail.length) + tail
    // Longer than the grace, and twice as fast as asked.
    for (let at = 0; at < content.length; at += 500) {
      steady.write(content.slice(at, at + 500))
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    expect(await once(steady, 'data').then(([data]) => String(data))).toContain('read 1')
    steady.destroy()
  })
})

test('a service that is told to stop does not wait for who sends nothing', async () => {
  const other = await startTestService({ worker: false })
  await other.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
  const socket = await begin(other.url, `${page}/attestation`, {
    Origin: other.url,
    'Content-Length': '9000',
  })
  socket.write('--grenze\r\n')
  await other.newVisitor().visit(page)
  await other.close()
  expect(socket.destroyed || (await once(socket, 'close'))).toBeTruthy()
}, 25_000)
