import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '../support/clock.js'
import { type Alone, jsonOf, startAlone } from './api-particulier/start-alone.js'

const THURSDAY = '2026-11-26T10:00:00Z'
const MINUTE = 60_000
const QUOTIENT_FAMILIAL = 'cnaf_msa_quotient_familial'
const clock = fixedClock(THURSDAY)
let api: Alone

beforeAll(async () => {
  api = await startAlone(clock)
})
beforeEach(() => {
  api.controls.reset()
  clock.moveTo(THURSDAY)
})
afterAll(() => api.close())

describe('pings', () => {
  test('need no token and say since when all is well', async () => {
    for (const path of ['/api/ping', `/api/${QUOTIENT_FAMILIAL}/ping`, '/api/franceconnect/ping']) {
      const response = await api.get(path)
      expect([response.status, await response.json()]).toEqual([
        200,
        { status: 'ok', last_update: clock().toISOString(), last_ok_status: clock().toISOString() },
      ])
    }
  })

  test('are listed; another one is 404', async () => {
    expect(await (await api.get('/api/pings')).json()).toEqual(
      [QUOTIENT_FAMILIAL, 'franceconnect'].map((name) => ({
        name,
        url: `http://api.example/api/${name}/ping`,
      })),
    )
    const unknown = await api.get('/api/nothing/ping')
    expect([unknown.status, await unknown.json()]).toEqual([404, {}])
  })

  test.each([
    [9, 1, 502, 'bad_gateway'],
    [10, 1, 200, 'ok'],
    [0, 0, 200, 'ok'],
  ])('%i good calls and %i bad: %i %s', async (good, bad, status, said) => {
    api.controls.script(...Array.from({ length: good }, () => ({ status: 404 })))
    api.controls.script(...Array.from({ length: bad }, () => ({ status: 504 })))
    for (let call = 0; call < good + bad; call++) await api.ask()
    expect(await pinged()).toMatchObject({ status, body: { status: said } })
  })

  test('forget after 10 minutes, and remember when all was well', async () => {
    await pinged()
    clock.moveBy(MINUTE)
    api.controls.script({ status: 502 })
    await api.ask()
    expect(await pinged()).toMatchObject({
      body: { status: 'bad_gateway', last_ok_status: new Date(THURSDAY).toISOString() },
    })
    clock.moveBy(10 * MINUTE)
    expect(await pinged()).toMatchObject({ status: 200, body: { status: 'ok' } })
  })

  test('say what a test wants, until it wants nothing more', async () => {
    const until = new Date(clock().getTime() + MINUTE)
    api.controls.setPing(QUOTIENT_FAMILIAL, 'maintenance', until)
    expect(await pinged()).toMatchObject({
      status: 200,
      body: { status: 'maintenance', until: until.toISOString() },
    })
    api.controls.setPing(QUOTIENT_FAMILIAL, 'bad_gateway')
    expect(await pinged()).toMatchObject({ status: 502 })
    api.controls.setPing('franceconnect', 'unknown')
    expect(await (await api.get('/api/franceconnect/ping')).json()).toMatchObject({ status: 'unknown' })
    api.controls.setPing(QUOTIENT_FAMILIAL, null)
    expect(await pinged()).toMatchObject({ body: { status: 'ok' } })
  })
})

test('a ping is answered as a test wants, each time, until it wants nothing more', async () => {
  api.controls.answerPing(QUOTIENT_FAMILIAL, { status: 503, raw: '<html>' })
  for (const _again of [1, 2]) {
    const answer = await api.get(`/api/${QUOTIENT_FAMILIAL}/ping`)
    expect([answer.status, await answer.text()]).toEqual([503, '<html>'])
  }
  expect((await api.get('/api/franceconnect/ping')).status).toBe(200)
  api.controls.answerPing(QUOTIENT_FAMILIAL, null)
  expect(await pinged()).toMatchObject({ body: { status: 'ok' } })
})

describe('maintenance', () => {
  test('until a moment: 503 with the seconds left, then the normal answers', async () => {
    api.controls.maintenanceUntil(new Date(clock().getTime() + 10 * MINUTE))
    clock.moveBy(MINUTE)
    expect(await refusal()).toMatchObject({
      detail: expect.stringContaining('11:00 à 11:10'),
      meta: { retry_in: 540 },
    })
    expect(await pinged()).toMatchObject({ status: 200, body: { status: 'maintenance' } })
    clock.moveBy(9 * MINUTE)
    expect((await api.ask()).status).toBe(200)
    expect(await pinged()).toMatchObject({ body: { status: 'ok' } })
  })

  test('null ends it', async () => {
    api.controls.maintenanceUntil(new Date(clock().getTime() + MINUTE))
    api.controls.maintenanceUntil(null)
    expect((await api.ask()).status).toBe(200)
  })

  test.each([
    ['in winter', '2026-11-29T22:00:00Z', 2700],
    ['in summer', '2026-06-28T21:00:00Z', 2700],
    ['near its end', '2026-11-29T22:44:59Z', 1],
  ])('each Sunday from 23:00 to 23:45 in Paris, %s', async (_case, at, seconds) => {
    api.controls.keepWeeklyMaintenance(true)
    clock.moveTo(at)
    expect(await refusal()).toMatchObject({
      detail: expect.stringContaining('23:00 à 23:45'),
      meta: { retry_in: seconds },
    })
  })

  test.each(['2026-11-29T21:59:59Z', '2026-11-29T22:45:00Z', '2026-11-30T22:10:00Z'])(
    'not at %s',
    async (at) => {
      api.controls.keepWeeklyMaintenance(true)
      clock.moveTo(at)
      expect((await api.ask()).status).toBe(200)
    },
  )

  test('the Sundays are not kept unless a test wants them', async () => {
    clock.moveTo('2026-11-29T22:10:00Z')
    expect((await api.ask()).status).toBe(200)
  })
})

async function pinged(): Promise<{ status: number; body: unknown }> {
  const response = await api.get(`/api/${QUOTIENT_FAMILIAL}/ping`)
  return { status: response.status, body: await response.json() }
}

async function refusal(): Promise<unknown> {
  const response = await api.ask()
  expect(response.status).toBe(503)
  return (await jsonOf(response)).errors[0]
}
