import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fixedClock } from '../support/clock.js'
import { type Alone, codesOf, jsonOf, OTHER_RECIPIENT, startAlone } from './api-particulier/start-alone.js'

const NOW = '2026-11-26T10:00:00Z'
const HOUR = 3_600_000
const noCache = { 'Cache-Control': 'no-cache' }
const clock = fixedClock(NOW)
let api: Alone

beforeAll(async () => {
  api = await startAlone(clock)
})
beforeEach(() => {
  api.controls.reset()
  clock.moveTo(NOW)
})
afterAll(() => api.close())

test('a found answer is kept for 24 hours', async () => {
  expect(headersOf(await api.ask())).toEqual(['false', ''])
  expect(headersOf(await api.ask())).toEqual(['true', '86400'])
  clock.moveBy(23 * HOUR)
  expect(headersOf(await api.ask())).toEqual(['true', '3600'])
  clock.moveBy(HOUR)
  expect(headersOf(await api.ask())).toEqual(['false', ''])
})

test('neither another recipient nor another month tells two calls of one person apart', async () => {
  await api.ask()
  const response = await api.ask({ query: { recipient: OTHER_RECIPIENT, annee: '2025', mois: '2' } })
  expect(headersOf(response)[0]).toBe('true')
  expect((await jsonOf(response)).data.quotient_familial).toMatchObject({ annee: 2026, mois: 11 })
  expect(headersOf(await api.ask({ identity: 'msa' }))[0]).toBe('false')
})

test('a value computed anew is seen with no-cache, and by everybody afterwards', async () => {
  expect(await quotientOf(await api.ask())).toBe(742)
  api.controls.setValue('ordinary', 801)
  expect(await quotientOf(await api.ask())).toBe(742)
  expect(await quotientOf(await api.ask({ headers: { 'Cache-Control': 'no-cache, no-store' } }))).toBe(742)
  const fresh = await api.ask({ headers: noCache })
  expect([headersOf(fresh), await quotientOf(fresh)]).toEqual([['false', ''], 801])
  expect(await quotientOf(await api.ask())).toBe(801)
  expect(api.controls.requests.map(({ cacheControl }) => cacheControl === 'no-cache')).toEqual([
    false,
    false,
    false,
    true,
    false,
  ])
})

test('an official answer can be computed anew too, and a person without file still has none', async () => {
  api.controls.setValue('dubois', null)
  expect(await quotientOf(await api.ask({ identity: 'dubois' }))).toBeNull()
  api.controls.setValue('no-caf-file', 300)
  expect(await codesOf(await api.ask({ identity: 'no-caf-file' }))).toEqual(['23003'])
})

test('only found answers are kept', async () => {
  for (const identity of ['no-caf-file', 'not-identified', 'timeout', 'html']) {
    await api.ask({ identity })
    expect(headersOf(await api.ask({ identity }))).toEqual(['false', ''])
  }
})

test('a kept answer does not take the time of the fund', async () => {
  await api.ask()
  api.controls.answersTake(5000)
  const started = performance.now()
  await api.ask()
  expect(performance.now() - started).toBeLessThan(2500)
})

test('scripted answers neither come from the cache nor go into it', async () => {
  await api.ask()
  api.controls.script({ status: 200, body: { data: {} } })
  expect(await (await api.ask()).json()).toEqual({ data: {} })
  expect(await quotientOf(await api.ask())).toBe(742)
})

function headersOf({ headers }: Response): (string | null)[] {
  return [headers.get('x-response-cached'), headers.get('x-cache-expires-in')]
}

async function quotientOf(response: Response): Promise<unknown> {
  return (await jsonOf(response)).data.quotient_familial.valeur
}
