import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '../support/clock.js'
import { UNREQUESTED_MARKERS } from './api-particulier/invented-family.js'
import { oddAnswers } from './api-particulier/odd-answers.js'
import { type Alone, jsonOf, OTHER_RECIPIENT, RECIPIENT, startAlone } from './api-particulier/start-alone.js'

let api: Alone

beforeAll(async () => {
  api = await startAlone(fixedClock('2026-11-26T10:00:00Z'))
})
beforeEach(() => api.controls.reset())
afterAll(() => api.close())

test('a sequence is answered in its order, then the normal answers come again', async () => {
  api.controls.script(
    { status: 409, body: { errors: [] }, headers: { 'Retry-After': '1' } },
    { status: 502, raw: '<html>', headers: { 'Content-Type': 'text/html' } },
    { disconnect: true },
  )
  const conflict = await api.ask()
  expect([conflict.status, conflict.headers.get('retry-after')]).toEqual([409, '1'])
  const page = await api.ask()
  expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
    502,
    'text/html',
    '<html>',
  ])
  await expect(api.ask()).rejects.toThrow()
  expect((await api.ask()).status).toBe(200)
})

test('each recipient has its own sequence, which comes before the common one', async () => {
  api.controls.script({ status: 503 })
  api.controls.scriptFor(RECIPIENT, { status: 409 })
  api.controls.scriptFor(RECIPIENT, { status: 504 })
  api.controls.scriptFor(OTHER_RECIPIENT, { status: 502 })
  const statuses: number[] = []
  for (let call = 0; call < 4; call++) statuses.push((await api.ask()).status)
  expect(statuses).toEqual([409, 504, 503, 200])
  expect((await api.ask({ query: { recipient: OTHER_RECIPIENT } })).status).toBe(502)
})

test('a scripted answer can come late', async () => {
  api.controls.script({ status: 200, body: {}, delayMs: 80 })
  expect(await timeOf(() => api.ask())).toBeGreaterThanOrEqual(75)
})

test('every answer of the funds can be made slow, those of the platform stay fast', async () => {
  api.controls.answersTake(120)
  expect(await timeOf(() => api.ask())).toBeGreaterThanOrEqual(115)
  expect(await timeOf(() => api.ask({ identity: 'no-caf-file' }))).toBeGreaterThanOrEqual(115)
  api.controls.answersTake(5000)
  expect(await timeOf(() => api.ask({ identity: 'busy' }))).toBeLessThan(2500)
  expect(await timeOf(() => api.ask({ identity: 'zero', query: { annee: '1999' } }))).toBeLessThan(2500)
})

test('the slow person is slow each time', async () => {
  api.controls.slowAnswersTake(80)
  for (const _ of [1, 2]) expect(await timeOf(() => api.ask({ identity: 'slow' }))).toBeGreaterThanOrEqual(75)
})

test('an answer that was never given has no status in the record', async () => {
  api.controls.script({ disconnect: true })
  await expect(api.ask()).rejects.toThrow()
  expect(api.controls.requests).toMatchObject([{ status: null, endedAt: expect.any(Number) }])
})

describe('odd answers', () => {
  test.each(Object.entries(oddAnswers))('%s carries a request id, whatever it is', async (_name, odd) => {
    api.controls.script(odd)
    const response = await api.ask()
    expect(response.status).toBe(odd.status)
    expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
    await response.arrayBuffer().catch(() => null)
  })

  test('values that are none, and keys that nobody knows', async () => {
    expect((await found('value-null')).valeur).toBeNull()
    expect((await found('value-zero')).valeur).toBe(0)
    expect((await found('value-as-text')).valeur).toBe('742')
    expect(await found('unknown-keys')).toHaveProperty('nouveau')
    expect(await found('key-missing')).toBeUndefined()
  })

  test('bodies that cannot be read', async () => {
    for (const name of ['page-instead-of-json', 'truncated-json', 'empty-body', 'broken-off'] as const)
      await expect(found(name)).rejects.toThrow()
    api.controls.script(oddAnswers['invalid-utf8'])
    const bytes = await (await api.ask()).arrayBuffer()
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow()
  })

  test('bodies that carry too much', async () => {
    api.controls.script(oddAnswers['family-and-address'], oddAnswers['very-long-body'])
    const family = await (await api.ask()).text()
    for (const marker of UNREQUESTED_MARKERS.slice(0, 5)) expect(family).toContain(marker)
    expect((await (await api.ask()).text()).length).toBeGreaterThan(5_000_000)
  })
})

async function found(name: keyof typeof oddAnswers): Promise<Record<string, unknown>> {
  api.controls.script(oddAnswers[name])
  return (await jsonOf(await api.ask())).data.quotient_familial
}

async function timeOf(call: () => Promise<Response>): Promise<number> {
  const started = performance.now()
  await call()
  return performance.now() - started
}
