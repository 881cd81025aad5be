import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fixedClock } from '../support/clock.js'
import { errorRowAnswer, errorTable } from './api-particulier/error-table.js'
import { type Alone, codesOf, jsonOf, RECIPIENT, startAlone } from './api-particulier/start-alone.js'

const NOW = '2026-03-31T22:30:00Z'
const UUID = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/
const clock = fixedClock(NOW)
let api: Alone

beforeAll(async () => {
  api = await startAlone(clock)
})
beforeEach(() => api.controls.reset())
afterAll(() => api.close())

test('the period asked for is checked and given back', async () => {
  const codes = async (query: Record<string, string>) => codesOf(await api.ask({ query }))
  expect(await codes({ annee: '2023' })).toEqual(['00356'])
  expect(await codes({ mois: '13' })).toEqual(['00354'])
  expect(await codes({ annee: '2026', mois: '5' })).toEqual(['00354'])
  expect(await codes({ annee: '', mois: '0' })).toEqual(['00356', '00354'])
  expect(await codes({ mois: '12' })).toEqual(['00366'])
  const { data } = await jsonOf(await api.ask({ query: { annee: '2025', mois: '02' } }))
  expect(data.quotient_familial).toMatchObject({ annee: 2025, mois: 2, annee_calcul: 2026, mois_calcul: 4 })
})

test('the official people have no answer for a period', async () => {
  const response = await api.ask({ identity: 'dubois', query: { annee: '2026', mois: '2' } })
  expect([response.status, await codesOf(response)]).toEqual([404, ['37003']])
})

test('every answer carries a request id: the one sent, or a new one', async () => {
  const requestId = randomUUID()
  expect(requestIdOf(await api.ask({ headers: { 'X-Request-Id': requestId } }))).toBe(requestId)
  const row = errorTable.find(({ name }) => name === 'uncaught-exception')
  if (row) api.controls.script(errorRowAnswer(row))
  const answers = [
    await api.ask(),
    await api.ask({ headers: { Authorization: '' } }),
    await api.ask({ query: { recipient: '1' } }),
    await api.get('/nothing'),
    await api.get('/api/ping'),
  ]
  for (const answer of answers) expect(requestIdOf(answer)).toMatch(UUID)
})

test('a request id that is no UUID is refused', async () => {
  const response = await api.ask({ headers: { 'X-Request-Id': 'not-a-uuid' } })
  expect([response.status, await codesOf(response)]).toEqual([422, ['00401']])
})

test.each([
  ['a found answer', {}, 'application/vnd.api+json'],
  ['a missing file', { identity: 'no-caf-file' }, 'application/vnd.api+json'],
  ['an unknown token', { identity: 'nobody' }, 'application/vnd.api+json'],
  ['a wrong month', { query: { mois: '13' } }, 'application/vnd.api+json'],
  ['no token', { headers: { Authorization: '' } }, 'application/json'],
  ['a wrong recipient', { query: { recipient: '1' } }, 'application/json'],
  ['a call in progress', { identity: 'busy' }, 'application/json'],
])('%s has its media type', async (_case, asked, type) => {
  expect((await api.ask(asked)).headers.get('content-type')).toContain(type)
})

test.each([
  ['the token before the recipient', { identity: 'nobody', query: { recipient: '1' } }, '50002'],
  ['the identity before the recipient', { identity: 'presumed-date', query: { recipient: '1' } }, '00423'],
  ['the recipient before the period', { query: { recipient: '1', annee: '1999' } }, '00210'],
  ['the request id before the period', { query: { annee: '1' }, headers: { 'X-Request-Id': '1' } }, '00401'],
  ['the period before the fund', { identity: 'no-caf-file', query: { mois: '0' } }, '00354'],
])('of two faults the first found is answered: %s', async (_case, asked, code) => {
  expect(await codesOf(await api.ask(asked))).toEqual([code])
})

test('the version is looked at before the recipient, after the token', async () => {
  const codes = async (bearer: string) =>
    codesOf(
      await api.get('/v9/dss/quotient_familial/france_connect?recipient=1', {
        headers: { Authorization: `Bearer ${bearer}` },
      }),
    )
  expect(await codes('ordinary'.padEnd(43, '_'))).toEqual(['00402'])
  expect(await codes('nobody'.padEnd(43, '_'))).toEqual(['50002'])
})

test('a maintenance comes before the faults of the period, after a kept answer', async () => {
  await api.ask()
  api.controls.maintenanceUntil(new Date(clock().getTime() + 60_000))
  expect((await api.ask({ query: { annee: '1999' } })).status).toBe(200)
  expect(await codesOf(await api.ask({ identity: 'msa', query: { annee: '1999' } }))).toEqual(['35020'])
  expect(await codesOf(await api.ask({ query: { recipient: '1' } }))).toEqual(['00210'])
})

test.each([
  ['of La Poste', '35600000000000', 200],
  ['with a wrong check digit', RECIPIENT.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)), 422],
  ['empty', '', 422],
  ['with a letter', '2145014210001A', 422],
])('a recipient %s is answered', async (_case, recipient, status) => {
  const response = await api.ask({ query: { recipient } })
  expect(response.status).toBe(status)
  if (status === 422)
    expect((await jsonOf(response)).errors).toMatchObject([
      { code: '00210', source: { parameter: 'recipient' } },
    ])
})

function requestIdOf(response: Response): string | null {
  return response.headers.get('x-request-id')
}
