import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fillSafe } from '../support/fill.js'
import { FAY_AUX_LOGES } from '../support/named.js'
import { createRandom } from '../support/seeded.js'
import { startTestService, type TestService } from '../support/service.js'
import type { Visitor } from '../support/visitor.js'

const SEED = 20261127
const ROWS = 4_000
// As in production, but sooner.
const LIMITS = { headersTimeout: 3_000, requestTimeout: 6_000, keepAliveTimeout: 2_000, checkedEvery: 250 }
const HEAD = 'GET / HTTP/1.1\r\nHost: localhost\r\n'
const page = `/collectivites/${FAY_AUX_LOGES}`
const desk = `/agent${page}`
let service: TestService
let martine: Visitor

beforeAll(async () => {
  service = await startTestService({ kind: 'superuser', limits: LIMITS })
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  const now = Date.now()
  await fillSafe(service.services.safe, FAY_AUX_LOGES, ROWS, (index) => ({
    createdAt: new Date(now - index * 1_000),
  }))
  martine = service.newVisitor()
  await martine.signIn('/agent/connexion', { identity: 'martine' })
}, 60_000)
afterAll(() => service?.close())

test('two and a half thousand connections that say little or nothing are ended, and others served meanwhile', async () => {
  const random = createRandom(SEED)
  const form = head(`${page}/envois`, 'application/x-www-form-urlencoded', 60_000)
  const files = (network: number) =>
    head(`${page}/attestation`, 'multipart/form-data; boundary=x', 100_000, network)
  const kinds: { many: number; beginning: () => string; drips?: boolean }[] = [
    { many: 1_500, beginning: () => '' },
    { many: 400, beginning: () => HEAD.slice(0, random.below(HEAD.length)) },
    { many: 200, beginning: () => HEAD, drips: true },
    { many: 200, beginning: () => form, drips: true },
    // Each from a network of its own: they share the room for files.
    { many: 200, beginning: () => files(random.below(200)), drips: true },
  ]
  const sockets: { socket: Socket; drips: boolean }[] = []
  for (const { many, beginning, drips = false } of kinds) {
    // More at a time than the system queues, and it forgets some without telling.
    for (let at = 0; at < many; at += 100) {
      const opened = await Promise.all(Array.from({ length: 100 }, open))
      for (const socket of opened) {
        socket.write(beginning())
        sockets.push({ socket: socket.resume(), drips })
      }
    }
  }
  const started = performance.now()
  let served = 0
  const statuses: Record<string, number> = {}
  const isOpen = ({ socket }: { socket: Socket }) => !socket.destroyed
  const mostAtOnce = sockets.filter(isOpen).length
  while (sockets.some(isOpen)) {
    for (const { socket, drips } of sockets.filter(isOpen)) if (drips) socket.write('a')
    const { status } = await fetch(service.url)
    statuses[status] = (statuses[status] ?? 0) + 1
    served += 1
    await wait(200)
  }
  const seconds = (performance.now() - started) / 1000
  process.stdout.write(
    `${sockets.length} connections, ${mostAtOnce} at once, ended ${seconds.toFixed(0)} s after the last began; ${served} others served: ${JSON.stringify(statuses)}\n`,
  )
  expect(statuses).toEqual({ 200: served })
})

test('answers that are broken off leave no fault, no transaction and nobody waiting', async () => {
  const printed = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name))
  const random = createRandom(SEED)
  const paths = [
    `${desk}/export.csv`,
    `${desk}/faire-connaitre/affiche.pdf`,
    '/administrations/essai/recepisse.pdf',
    desk,
    '/faq',
    '/api/collectivites',
  ]
  const ways: ((socket: Socket) => void)[] = [
    (socket) => socket.resetAndDestroy(),
    (socket) => socket.destroy(),
    (socket) => socket.end(),
  ]
  const cookie = martine.cookie('qf-agent') ?? ''
  const breakOff = async () => {
    const socket = await open()
    const encoding = random.pick(['', 'Accept-Encoding: gzip\r\n'])
    socket.write(
      `GET ${random.pick(paths)} HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\nConnection: close\r\n${encoding}\r\n`,
    )
    const leave = random.pick(ways)
    // Before, at or behind the first bytes.
    if (random.below(3) === 0) await wait(random.below(30))
    else if (!socket.closed) await Promise.race([once(socket, 'data'), once(socket, 'close')])
    leave(socket.pause())
    await wait(random.below(20))
    socket.destroy()
  }
  for (let round = 0; round < 15; round++) await Promise.all(Array.from({ length: 10 }, breakOff))

  const whole = await (
    await fetch(`${service.url}${desk}/export.csv`, { headers: { Cookie: cookie } })
  ).text()
  expect(whole.split('\r\n')).toHaveLength(ROWS + 2)
  expect(await openTransactions()).toBe(0)
  expect(service.logs.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
  expect(printed.flatMap(({ mock }) => mock.calls)).toEqual([])
})

async function open(): Promise<Socket> {
  const socket = connect({ port: Number(new URL(service.url).port), host: '127.0.0.1' })
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

function head(path: string, type: string, length: number, network = 0): string {
  const lines = [
    `POST ${path} HTTP/1.1`,
    'Host: localhost',
    `Origin: ${service.url}`,
    `Content-Type: ${type}`,
  ]
  return [...lines, `Content-Length: ${length}`, `X-Forwarded-For: 198.18.0.${network}`, '', ''].join('\r\n')
}

async function openTransactions(): Promise<number> {
  const { config } = service.database
  if (!('url' in config)) throw new Error('There is no server to ask')
  const admin = postgres(config.url, { max: 1 })
  const [row] = await admin<{ open: number }[]>`
    select count(*)::int as open from pg_stat_activity
    where datname = current_database() and state like 'idle in transaction%'`
  await admin.end()
  return row?.open ?? 0
}
