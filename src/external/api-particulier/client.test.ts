import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type CallBudget, createApiParticulier } from '#src/external/api-particulier/client.js'

type Answer = { status: number; headers?: Record<string, string>; delay?: number }
const FOUND = {
  data: { quotient_familial: { fournisseur: 'CNAF', valeur: 742, annee: 2026, mois: 11 } },
  links: {},
  meta: {},
}
let server: Server
let answers: Answer[] = []
let asked: { at: number; cacheControl: string | undefined }[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ at: performance.now(), cacheControl: request.headers['cache-control'] })
    const { status, headers = {}, delay = 0 } = answers.shift() ?? { status: 200 }
    setTimeout(() => {
      response.writeHead(status, headers).end(JSON.stringify(status === 200 ? FOUND : {}))
    }, delay)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
beforeEach(() => {
  answers = []
  asked = []
})
afterAll(() => server.close())

function ask({ budget = unlimited(), patience = 25_000, fresh = false } = {}) {
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const api = createApiParticulier({ url, budget })
  const question = { accessToken: 'token', recipient: '21450142100017', fresh, patience, onCall: () => {} }
  return api.ask(question)
}

function unlimited(): CallBudget & { held: number[] } {
  const held: number[] = []
  return {
    held,
    take: async () => 0,
    hold: async (milliseconds) => {
      held.push(milliseconds)
    },
  }
}

const pauses = () => asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0))

test.each([
  [409, 3, 'found'],
  [429, 3, 'found'],
  [502, 2, 'found'],
  [503, 2, 'found'],
  [502, 3, 'unavailable'],
  [503, 3, 'unavailable'],
  [504, 1, 'found'],
  [504, 2, 'unavailable'],
  [500, 2, 'unavailable'],
  [404, 1, 'unavailable'],
])('%i, %i times, comes to %s', async (status, times, kind) => {
  answers = Array.from({ length: times }, () => ({ status, headers: { 'Retry-After': '0' } }))
  expect((await ask()).kind).toBe(kind)
})

test('Retry-After is obeyed, and a 429 stops all calls for as long', async () => {
  const budget = unlimited()
  answers = [{ status: 429, headers: { 'Retry-After': '2' } }]
  expect((await ask({ budget })).kind).toBe('found')
  expect(pauses()[0]).toBeGreaterThanOrEqual(2_000)
  expect(budget.held).toEqual([2_000])
})

test('what is asked to come back later than she can wait is not asked again', async () => {
  answers = [{ status: 429, headers: { 'Retry-After': '60' } }]
  expect((await ask()).kind).toBe('busy')
  answers = [{ status: 503, headers: { 'Retry-After': new Date(Date.now() + 600_000).toUTCString() } }]
  expect((await ask()).kind).toBe('unavailable')
  expect(asked).toHaveLength(2)
})

test('collisions are asked again until the time is up, at lengths that differ', async () => {
  answers = Array.from({ length: 50 }, () => ({ status: 409 }))
  expect((await ask({ patience: 9_000 })).kind).toBe('busy')
  expect(asked.length).toBeGreaterThanOrEqual(3)
  expect(new Set(pauses().map(Math.round)).size).toBe(pauses().length)
  expect((asked.at(-1)?.at ?? 0) - (asked[0]?.at ?? 0)).toBeLessThan(4_000)
})

test('without a call left in the budget nothing leaves', async () => {
  const used: CallBudget = { take: async () => 4_000, hold: async () => {} }
  expect((await ask({ budget: Object.assign(used, { held: [] }), patience: 6_000 })).kind).toBe('busy')
  expect(asked).toEqual([])
})

test('an answer past the one kept for a day is asked for only when wanted', async () => {
  await ask()
  await ask({ fresh: true })
  expect(asked.map(({ cacheControl }) => cacheControl)).toEqual([undefined, 'no-cache'])
})

test('an answer that does not come in time is a breakdown', async () => {
  answers = [{ status: 200, delay: 3_000 }]
  expect((await ask({ patience: 500 })).kind).toBe('unavailable')
})
