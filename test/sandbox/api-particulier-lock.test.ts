import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { fixedClock } from '../support/clock.js'
import { createRecipientLock } from './api-particulier/recipient-lock.js'
import { type Alone, OTHER_RECIPIENT, startAlone } from './api-particulier/start-alone.js'

let api: Alone

beforeAll(async () => {
  api = await startAlone(fixedClock('2026-11-26T10:00:00Z'))
})
beforeEach(() => {
  api.controls.reset()
  api.controls.answersTake(200)
})
afterAll(() => api.close())

test('two residents of one recipient collide, those of two recipients do not', async () => {
  const answers = await Promise.all([
    api.ask({ identity: 'ordinary' }),
    api.ask({ identity: 'msa' }),
    api.ask({ identity: 'zero', query: { recipient: OTHER_RECIPIENT } }),
  ])
  expect(statusesOf(answers)).toEqual([200, 200, 409])
  expect((await api.ask({ identity: 'corsica' })).status).toBe(200)
})

test('any other parameter makes another call, their order does not', async () => {
  const answers = await Promise.all([
    api.ask({ identity: 'ordinary', query: { annee: '2025', mois: '2' } }),
    api.ask({ identity: 'msa', query: { annee: '2025' } }),
    api.ask({ identity: 'zero', query: { mois: '2', annee: '2025' } }),
  ])
  expect(statusesOf(answers)).toEqual([200, 200, 409])
})

test('a missing file gives the lock back as well', async () => {
  for (const _ of [1, 2]) expect((await api.ask({ identity: 'no-caf-file' })).status).toBe(404)
})

test('who hangs up leaves the lock until the answer would have come', async () => {
  const caller = new AbortController()
  const call = expect(api.ask({ signal: caller.signal })).rejects.toThrow()
  await vi.waitFor(() => expect(api.controls.requests).toHaveLength(1))
  caller.abort()
  await call
  expect((await api.ask({ identity: 'msa' })).status).toBe(409)
  await vi.waitFor(() => expect(api.controls.requests[0]?.endedAt).toEqual(expect.any(Number)))
  expect((await api.ask({ identity: 'msa' })).status).toBe(200)
})

test('a refused recipient leaves its lock', async () => {
  for (const recipient of ['', '21450142100018', '123']) {
    expect((await api.ask({ query: { recipient } })).status).toBe(422)
    expect((await api.ask({ query: { recipient } })).status).toBe(409)
  }
})

test('a lock that nobody gives back lasts 60 seconds', () => {
  let now = 0
  const lock = createRecipientLock(() => now)
  const take = () => lock.take('/v3/quotient', new URLSearchParams({ recipient: '1' }))
  expect([take(), take()]).toEqual([true, false])
  now = 59_999
  expect(take()).toBe(false)
  now = 60_000
  expect(take()).toBe(true)
})

function statusesOf(answers: Response[]): number[] {
  return answers.map(({ status }) => status).sort()
}
