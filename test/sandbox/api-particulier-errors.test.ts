import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '../support/clock.js'
import { errorRowAnswer, errorTable } from './api-particulier/error-table.js'
import { type Alone, codesOf, startAlone } from './api-particulier/start-alone.js'

const REFUSED = 'Entité non traitable'
const UNKNOWN = "Impossible d'identifier l'allocataire"
const DENIED = 'Accès non autorisé'
const FUNDS = { provider: 'CNAF & MSA' }
const FRANCECONNECT = { provider: 'FranceConnect' }
const CIVIL_DATA = { provider_error_code: expect.any(String), provider_error_message: expect.any(String) }

// Written a second time, from the official page and the source of API Particulier, to hold the table to it.
const EXPECTED: [name: string, status: number, code: string, title: string, meta: object][] = [
  ['unparsable-request', 400, '00401', 'Mauvaise requête', {}],
  ['no-bearer', 401, '00101', 'Interdit', {}],
  ['jwt-expired', 401, '00103', 'Jeton expiré', {}],
  ['jwt-blacklisted', 401, '00105', 'Jeton sur liste noire', {}],
  ['token-malformed', 401, '50001', DENIED, {}],
  ['token-malformed-renumbered', 401, '51501', DENIED, FRANCECONNECT],
  ['token-expired', 401, '50002', DENIED, {}],
  ['token-expired-renumbered', 401, '51502', DENIED, FRANCECONNECT],
  ['pivot-scopes-missing', 401, '50003', DENIED, {}],
  ['pivot-scopes-missing-renumbered', 401, '51503', DENIED, FRANCECONNECT],
  ['no-franceconnect-token', 401, '51504', DENIED, FRANCECONNECT],
  ['scopes-missing', 403, '00100', 'Privilèges insuffisants', {}],
  ['address-not-allowed', 403, '00107', 'Adresse IP non autorisée', {}],
  ['unknown-version', 404, '00402', 'Version non supportée', {}],
  ['same-call-in-progress', 409, '00015', 'Conflit', {}],
  ['recipient-refused', 422, '00210', REFUSED, {}],
  ['too-many-requests', 429, '00429', 'Trop de requêtes', {}],
  ['year-refused', 422, '00356', REFUSED, {}],
  ['month-refused', 422, '00354', REFUSED, {}],
  ['request-id-not-uuid', 422, '00401', REFUSED, {}],
  ['family-name-unusable', 422, '00420', REFUSED, {}],
  ['given-names-missing', 422, '00421', REFUSED, {}],
  ['birth-year-missing', 422, '00422', REFUSED, {}],
  ['birth-month-missing', 422, '00423', REFUSED, {}],
  ['birth-day-missing', 422, '00424', REFUSED, {}],
  ['birth-date-impossible', 422, '00425', REFUSED, {}],
  ['birth-date-implausible', 422, '00363', REFUSED, {}],
  ['birth-place-refused', 422, '00365', REFUSED, {}],
  ['given-name-refused', 422, '00367', REFUSED, {}],
  ['birth-country-refused', 422, '00400', REFUSED, {}],
  ['not-identified', 422, '00355', UNKNOWN, {}],
  ['not-identified-renumbered', 422, '35560', UNKNOWN, FUNDS],
  ['civil-data-refused', 422, '00366', REFUSED, CIVIL_DATA],
  ['civil-data-refused-renumbered', 422, '35561', REFUSED, { ...FUNDS, ...CIVIL_DATA }],
  ['identity-ambiguous', 422, '35563', REFUSED, FUNDS],
  ['identity-unusable', 422, '35564', REFUSED, FUNDS],
  ['no-caf-file', 404, '23003', 'Dossier allocataire absent CNAF', { provider: 'CNAF' }],
  ['no-msa-file', 404, '10003', 'Dossier allocataire absent MSA', { provider: 'MSA' }],
  ['no-rncps-file', 404, '40003', 'Dossier allocataire absent RNCPS', { provider: 'RNCPS' }],
  ['no-cnav-file', 404, '37003', 'Dossier allocataire absent CNAV', { provider: 'CNAV' }],
  ['no-file-anywhere', 404, '35003', 'Allocataire non référencé', FUNDS],
  ['fund-not-named', 404, '35003', 'Erreur inatendue', FUNDS],
  ['fund-not-named-renumbered', 502, '35999', 'Erreur inconnue du fournisseur de données', FUNDS],
  ['unavailable', 502, '35001', 'Service non disponible', FUNDS],
  ['provider-busy', 502, '35008', 'Erreur auprès du fournisseur de données : trop de requêtes', FUNDS],
  ['provider-broken', 502, '35000', 'Erreur interne du fournisseur de données', FUNDS],
  ['provider-unreadable', 502, '35999', 'Erreur inconnue du fournisseur de données', FUNDS],
  ['provider-not-found', 502, '35004', expect.any(String), FUNDS],
  ['provider-certificate', 502, '35009', expect.any(String), FUNDS],
  ['network-error', 502, '00501', 'Erreur réseau', { retry_in: 10 }],
  ['franceconnect-unavailable', 502, '51001', expect.any(String), FRANCECONNECT],
  ['franceconnect-unreadable', 502, '51999', expect.any(String), FRANCECONNECT],
  ['maintenance', 503, '35020', 'Maintenance du fournisseur de données', { ...FUNDS, retry_in: 1800 }],
  ['timeout', 504, '35002', 'Intermédiaire hors-délai', FUNDS],
  ['franceconnect-timeout', 504, '51002', 'Intermédiaire hors-délai', FRANCECONNECT],
]
// Refusals of the platform itself; all others are of the JSON:API type.
const PLAIN = ['00101', '00103', '00105', '00100', '00107', '00402', '00015', '00210', '00429']
const SOURCES: Record<string, unknown> = {
  'recipient-refused': { parameter: 'recipient' },
  'address-not-allowed': { header: 'X-Forwarded-For' },
  'no-cnav-file': null,
}
let api: Alone

beforeAll(async () => {
  api = await startAlone(fixedClock('2026-11-26T10:00:00Z'))
})
beforeEach(() => api.controls.reset())
afterAll(() => api.close())

describe('the scripted answer of a row is what the official documents say', () => {
  test.each(EXPECTED)('%s: %i %s', async (name, status, code, title, meta) => {
    const response = await scripted(name)
    expect(response.status).toBe(status)
    const plain = status === 400 || PLAIN.includes(code)
    expect(response.headers.get('content-type')).toContain(plain ? 'application/json' : 'vnd.api+json')
    const source = name in SOURCES ? { source: SOURCES[name] } : {}
    expect(await response.json()).toEqual({
      errors: [{ code, title, detail: expect.stringMatching(/\S.*\.$/), ...source, meta }],
    })
  })

  test('no row is forgotten here', () => {
    const names = errorTable.map(({ name }) => name).filter((name) => name !== 'uncaught-exception')
    expect(EXPECTED.map(([name]) => name).sort()).toEqual(names.sort())
  })

  test('uncaught-exception: 500 without JSON', async () => {
    const response = await scripted('uncaught-exception')
    expect([response.status, response.headers.get('content-type')]).toEqual([
      500,
      expect.stringContaining('html'),
    ])
  })
})

test('too many requests says after how many seconds to come back', async () => {
  expect((await scripted('too-many-requests')).headers.get('retry-after')).toBe('1')
})

test('the maintenance names its hours', () => {
  expect(errorTable.find(({ name }) => name === 'maintenance')?.detail).toMatch(/\d\d:\d\d à \d\d:\d\d/)
})

test('the new numbers are those of the rows of the new numbering', () => {
  const renumbered = errorTable.filter(({ numbering }) => numbering === 'new').map(({ code }) => code)
  expect(renumbered.sort()).toEqual(
    ['35560', '35561', '35563', '35564', '35999', '51501', '51502', '51503', '51504'].sort(),
  )
})

test.each([
  ['current', ['00101'], ['00355'], ['00366'], ['50001'], ['50002']],
  ['new', ['51504'], ['35560'], ['35561'], ['51501'], ['51502']],
] as const)('under the %s numbering the normal answers use its codes', async (numbering, ...codes) => {
  api.controls.useNumbering(numbering)
  const answers = [
    await api.ask({ headers: { Authorization: '' } }),
    await api.ask({ identity: 'not-identified' }),
    await api.ask({ query: { mois: '12' } }),
    await api.ask({ headers: { Authorization: 'Bearer short' } }),
    await api.ask({ identity: 'nobody' }),
  ]
  expect(await Promise.all(answers.map(codesOf))).toEqual(codes)
})

function scripted(wanted: string): Promise<Response> {
  const row = errorTable.find(({ name }) => name === wanted)
  if (!row) throw new Error(`No row ${wanted}`)
  api.controls.script(errorRowAnswer(row))
  return api.ask()
}
