import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '../support/clock.js'
import { createAddressLimit } from './api-particulier/address-limit.js'
import { createRateLimit } from './api-particulier/rate-limit.js'
import { type Alone, codesOf, startAlone } from './api-particulier/start-alone.js'

let api: Alone

beforeAll(async () => {
  api = await startAlone(fixedClock('2026-11-26T10:00:00Z'))
})
beforeEach(() => api.controls.reset())
afterAll(() => api.close())

describe('one token', () => {
  test('its answers say what is left', async () => {
    const { headers } = await api.ask()
    expect([headers.get('ratelimit-limit'), headers.get('ratelimit-remaining')]).toEqual(['20', '19'])
    expect(Number(headers.get('ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000 - 1)
  })

  test('more than 20 calls a second: 429 with Retry-After', async () => {
    const calls = Array.from({ length: 50 }, (_, at) => api.ask({ query: { unused: String(at) } }))
    const refused = (await Promise.all(calls)).find(({ status }) => status === 429)
    expect(refused?.headers.get('retry-after')).toBe('1')
    expect(refused?.headers.get('ratelimit-remaining')).toBe('0')
    expect(refused && (await codesOf(refused))).toEqual(['00429'])
  })

  test('the count comes before the token is looked at', async () => {
    const calls = Array.from({ length: 50 }, () => api.ask({ identity: 'nobody' }))
    const statuses = new Set((await Promise.all(calls)).map(({ status }) => status))
    expect([...statuses].sort()).toEqual([401, 429])
  })

  test('another token has its own count, the next second a new one', () => {
    let now = 10_000
    const limit = createRateLimit(() => now)
    const allowed = (token: string, calls: number) =>
      Array.from({ length: calls }, () => limit.hit(token)).filter((hit) => hit.allowed).length
    expect([allowed('a', 25), allowed('b', 25)]).toEqual([20, 20])
    now = 11_000
    expect(allowed('a', 25)).toBe(20)
  })
})

describe('one address', () => {
  test('1000 calls within any minute, wherever the minute begins', () => {
    let now = 0
    const limit = createAddressLimit(() => now)
    const hit = (calls: number) => Array.from({ length: calls }, () => limit.hit('a')).at(-1)
    expect(hit(500)).toEqual({ kind: 'allowed' })
    now = 59_000
    expect(hit(500)).toEqual({ kind: 'allowed' })
    expect(hit(1)).toEqual({ kind: 'refused', retryAfter: 1 })
    expect(limit.hit('b')).toEqual({ kind: 'allowed' })
    now = 60_000
    expect(hit(500)).toEqual({ kind: 'allowed' })
    expect(hit(1)).toEqual({ kind: 'refused', retryAfter: 59 })
  })

  test('who waits as told is never banned, who goes on is banned for 12 hours', () => {
    let now = 0
    const limit = createAddressLimit(() => now)
    const hit = (calls: number) => Array.from({ length: calls }, () => limit.hit('a').kind).at(-1)
    for (let minute = 0; minute < 30; minute++) {
      now = minute * 60_000
      expect(hit(1001)).toBe('refused')
    }
    expect(hit(20)).toBe('refused')
    expect(hit(1)).toBe('banned')
    now += 12 * 3_600_000 - 1
    expect(hit(1)).toBe('banned')
    now += 1
    expect(hit(1)).toBe('allowed')
  })

  test('a banned caller gets no answer at all, until the ban is over', async () => {
    api.controls.banSeconds(1)
    const refused = await useUp()
    expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, expect.any(Number)])
    for (let call = 0; call < 20; call++) await api.get('/nothing')
    await expect(api.get('/nothing', { signal: AbortSignal.timeout(150) })).rejects.toThrow()
    await expect(api.ask({ signal: AbortSignal.timeout(150) })).rejects.toThrow()
    expect((await api.get('/api/ping')).status).toBe(200)
    await sleep(800)
    expect((await api.ask()).status).toBe(429)
    api.controls.reset()
    expect((await api.ask()).status).toBe(200)
  })
})

test('how many calls came within a span is counted, wherever it begins', async () => {
  await Promise.all([api.ask(), api.get('/api/ping')])
  await sleep(120)
  await Promise.all([1, 2, 3].map((unused) => api.ask({ query: { unused: String(unused) } })))
  expect(api.controls.mostCallsWithin(100)).toBe(3)
  expect(api.controls.mostCallsWithin(10_000)).toBe(4)
  api.controls.reset()
  expect(api.controls.mostCallsWithin(10_000)).toBe(0)
})

/** @returns the first refusal */
async function useUp(): Promise<Response> {
  for (let call = 0; call < 1000; call += 50)
    await Promise.all(Array.from({ length: 50 }, () => api.get('/nothing')))
  return api.get('/nothing')
}
