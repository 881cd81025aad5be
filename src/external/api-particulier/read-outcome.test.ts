import { describe, expect, test } from 'vitest'
import { readOutcome } from '#src/external/api-particulier/read-outcome.js'

const now = new Date('2026-11-26T10:00:00Z')
const kindOf = (status: number, body: unknown) =>
  readOutcome(status, typeof body === 'string' ? body : JSON.stringify(body), now).outcome
const error = (code: string, meta: object = {}) => ({
  errors: [{ code, title: 'Titre', detail: 'Détail', meta }],
})
const found = (quotient_familial: object) => ({ data: { quotient_familial }, links: {}, meta: {} })
const qf = { fournisseur: 'CNAF', valeur: 742, annee: 2026, mois: 11, annee_calcul: 2026, mois_calcul: 10 }

describe('a 200', () => {
  test('with a value is found, and nothing else of the answer is kept', () => {
    const answer = {
      data: {
        quotient_familial: { ...qf, surprise: 'x' },
        enfants: [{ prenoms: 'LOU' }],
        adresse: { pays: 'FRANCE' },
      },
    }
    expect(kindOf(200, answer)).toEqual({
      kind: 'found',
      quotientFamilial: {
        provider: 'CNAF',
        value: 742,
        year: 2026,
        month: 11,
        calculationYear: 2026,
        calculationMonth: 10,
      },
    })
  })
  test('with 0 is found', () => {
    expect(kindOf(200, found({ ...qf, valeur: 0 }))).toMatchObject({
      kind: 'found',
      quotientFamilial: { value: 0 },
    })
  })
  test('with null, or without the value, has no value', () => {
    expect(kindOf(200, found({ ...qf, valeur: null }))).toEqual({ kind: 'no-value' })
    expect(kindOf(200, found({ ...qf, valeur: undefined }))).toEqual({ kind: 'no-value' })
  })
  test('without the key we asked for is our fault', () => {
    expect(kindOf(200, { data: {}, links: {}, meta: {} })).toMatchObject({ kind: 'misconfigured' })
  })
  test('that is no answer of theirs is a breakdown', () => {
    for (const body of ['<html>', '', 'null', found({ ...qf, valeur: '742' }), found({ ...qf, mois: 13 })]) {
      expect(kindOf(200, body)).toEqual({ kind: 'unavailable', until: null })
    }
  })
})

test.each([
  [404, '23003', { kind: 'no-file', fund: 'CAF' }],
  [404, '10003', { kind: 'no-file', fund: 'MSA' }],
  [404, '35003', { kind: 'no-file', fund: 'both' }],
  [404, '40003', { kind: 'no-file', fund: 'unknown' }],
  [404, '37003', { kind: 'no-file', fund: 'unknown' }],
  [404, '00402', { kind: 'misconfigured', code: '00402' }],
  [401, '50001', { kind: 'sign-in-again' }],
  [401, '50002', { kind: 'sign-in-again' }],
  [401, '51502', { kind: 'sign-in-again' }],
  [401, '00101', { kind: 'misconfigured', code: '00101' }],
  [403, '00100', { kind: 'misconfigured', code: '00100' }],
  [409, '00015', { kind: 'busy' }],
  [429, '00429', { kind: 'busy' }],
  [422, '00355', { kind: 'not-identified' }],
  [422, '00366', { kind: 'not-identified' }],
  [422, '00420', { kind: 'not-identified' }],
  [422, '00425', { kind: 'not-identified' }],
  [422, '35560', { kind: 'not-identified' }],
  [422, '35561', { kind: 'not-identified' }],
  [422, '00210', { kind: 'misconfigured', code: '00210' }],
  [422, '00354', { kind: 'misconfigured', code: '00354' }],
  [422, '00356', { kind: 'misconfigured', code: '00356' }],
  [422, '00401', { kind: 'misconfigured', code: '00401' }],
  [502, '35001', { kind: 'unavailable', until: null }],
  [502, '37999', { kind: 'unavailable', until: null }],
  [504, '35002', { kind: 'unavailable', until: null }],
])('%i %s', (status, code, outcome) => {
  expect(kindOf(status, error(code))).toEqual(outcome)
})

test('a maintenance says until when', () => {
  const outcome = kindOf(503, error('35020', { provider: 'CNAF & MSA', retry_in: 600 }))
  expect(outcome).toEqual({ kind: 'unavailable', until: new Date('2026-11-26T10:10:00Z') })
})

test.each([1e12, 1e15, Number.MAX_VALUE])('a maintenance of %d seconds has no end that helps', (retry_in) => {
  expect(kindOf(503, error('35020', { retry_in }))).toEqual({ kind: 'unavailable', until: null })
})

test('a page instead of JSON is a breakdown, a refusal without words our fault', () => {
  expect(kindOf(500, '<html>')).toEqual({ kind: 'unavailable', until: null })
  expect(kindOf(404, '<html>')).toEqual({ kind: 'unavailable', until: null })
  expect(kindOf(403, '<html>')).toEqual({ kind: 'misconfigured', code: 'HTTP_403' })
})

test('one fault of ours among several is ours', () => {
  const errors = [...error('00355').errors, ...error('00210').errors]
  expect(kindOf(422, { errors })).toMatchObject({ kind: 'misconfigured' })
})
