import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fixedClock } from '../support/clock.js'
import { UNREQUESTED_MARKERS } from './api-particulier/invented-family.js'
import { officialCases } from './api-particulier/official-cases.js'
import { type Alone, codesOf, jsonOf, startAlone } from './api-particulier/start-alone.js'
import { identities } from './franceconnect/identities.js'

let api: Alone

beforeAll(async () => {
  api = await startAlone(fixedClock('2026-03-31T22:30:00Z'))
})
beforeEach(() => {
  api.controls.reset()
  api.controls.slowAnswersTake(20)
})
afterAll(() => api.close())

test.each(Object.entries(officialCases))(
  'the official answer of %s is served to the byte',
  async (identity, { status, payload }) => {
    const response = await api.ask({ identity })
    expect(response.status).toBe(status)
    expect(await response.text()).toBe(payload)
  },
)

test.each([
  ['ordinary', 'CNAF', 742],
  ['msa', 'MSA', 612],
  ['zero', 'CNAF', 0],
  ['null-value', 'CNAF', null],
  ['slow', 'CNAF', 1180],
  ['unknown-provider', 'RNCPS', 905],
  ['born-abroad', 'CNAF', 388],
  ['corsica', 'CNAF', 1024],
  ['no-email', 'CNAF', 1490],
  ['gender-unspecified', 'CNAF', 701],
  ['name-with-space', 'CNAF', 830],
  ['name-with-apostrophe', 'CNAF', 455],
  ['name-with-hyphen', 'CNAF', 967],
])('%s is answered %s, %s, of the month that goes in Paris', async (identity, fournisseur, valeur) => {
  const response = await api.ask({ identity })
  expect(response.status).toBe(200)
  const { data } = await jsonOf(response)
  expect(data.quotient_familial).toMatchObject({ fournisseur, valeur, annee: 2026, mois: 4 })
})

test.each([
  ['no-caf-file', 404, '23003'],
  ['no-msa-file', 404, '10003'],
  ['no-file-anywhere', 404, '35003'],
  ['not-identified', 422, '00355'],
  ['busy', 409, '00015'],
  ['maintenance', 503, '35020'],
  ['timeout', 504, '35002'],
  ['presumed-date', 422, '00423'],
  ['european', 422, '00400'],
])('%s is refused with %i, %s', async (identity, status, code) => {
  const response = await api.ask({ identity })
  expect(response.status).toBe(status)
  expect(await codesOf(response)).toEqual([code])
})

test('every identity has an answer', async () => {
  const statuses = await Promise.all(
    identities.map(async ({ id }) => (await api.ask({ identity: id, query: { unused: id } })).status),
  )
  expect(statuses.filter((status) => status === 500)).toEqual([])
})

test('an answer carries more than was asked for', async () => {
  const body = await (await api.ask()).text()
  for (const marker of UNREQUESTED_MARKERS) expect(body).toContain(marker)
  expect(Object.keys(JSON.parse(body).data)).toEqual([
    'quotient_familial',
    'allocataires',
    'enfants',
    'adresse',
    'champ_inconnu',
  ])
})

test('the key asked for may be missing', async () => {
  const response = await api.ask({ identity: 'missing-key' })
  expect(response.status).toBe(200)
  expect((await jsonOf(response)).data).not.toHaveProperty('quotient_familial')
})

test('a web page may come in place of JSON', async () => {
  const response = await api.ask({ identity: 'html' })
  expect(response.headers.get('content-type')).toContain('text/html')
})

test('a maintenance says when it ends', async () => {
  const { errors } = await jsonOf(await api.ask({ identity: 'maintenance' }))
  expect(errors[0]).toMatchObject({
    detail: expect.stringContaining('00:30 à 01:00'),
    meta: { retry_in: 1800 },
  })
})
