import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CSV_HEADER, csvRows } from '#src/spreadsheet/csv.js'
import { type OpenedSubmission, ORIGINS, REASONS } from '#src/submission/content.js'
import { HOSTILE } from '../support/hostile-cells.js'
import { openedOf, openedWith } from '../support/opened.js'
import { startTestService, type TestService } from '../support/service.js'
import { faultsOfCsv } from '../support/validate-csv.js'

const ADDRESS = '/schemas/quotients-familiaux/1.0.0/schema.json'
const { identity, quotientFamilial } = openedOf()
let service: TestService
let schema: { name: string; version: string; path: string; fields: { name: string; example: string }[] }
let headers: Headers

beforeAll(async () => {
  service = await startTestService()
  const response = await service.newVisitor().request(ADDRESS)
  headers = response.headers
  schema = (await response.json()) as typeof schema
})
afterAll(() => service?.close())

test('the schema is served to every site, without a sign-in, and says its name and version', () => {
  expect(headers.get('content-type')).toBe('application/json')
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(headers.get('cache-control')).toContain('public')
  expect(headers.get('set-cookie')).toBeNull()
  expect(schema).toMatchObject({ name: 'quotients-familiaux', version: '1.0.0' })
  expect(new URL(schema.path).pathname).toBe(ADDRESS)
})

test('its fields are the columns of the file, in order', () => {
  const titles = schema.fields.map(({ name }) => `"${name}"`).join(';')
  expect(CSV_HEADER).toBe(`\uFEFF${titles}\r\n`)
})

test('its own examples keep to it', async () => {
  const examples = schema.fields.map(({ example }) => `"${example}"`).join(';')
  expect(await faultsOfCsv(`${CSV_HEADER}${examples}\r\n`, schema)).toEqual([])
})

describe('a file of ours keeps to it', () => {
  test('without a row', async () => {
    expect(await faultsOfCsv(CSV_HEADER, schema)).toEqual([])
  })

  test('with whatever a field may ordinarily hold', async () => {
    const dates = ['1990', '1990-02', '1990-02-00', '1990-00-00', '2020-05-17']
    expect(
      await faultsOf([
        ...dates.map((birthdate) => openedOf({ identity: { ...identity, birthdate } })),
        ...ORIGINS.map((origin) => openedOf({ origin, treatedAt: new Date() })),
        ...['CNAF', 'MSA', 'Régime spécial'].map((provider) =>
          openedOf({ quotientFamilial: { ...quotientFamilial, provider, value: 0 } }),
        ),
        openedOf({
          reasons: [...REASONS],
          previous: { reference: 'QBCDFGHJKM', createdAt: new Date(), value: 0 },
        }),
        openedOf({
          identity: { ...identity, gender: null, birthplace: null, birthcountry: null, givenNames: [] },
          quotientFamilial: { ...quotientFamilial, calculationYear: null, calculationMonth: null },
        }),
      ]),
    ).toEqual([])
  })

  test.each(HOSTILE)('with $text in every field', async ({ text }) => {
    expect(await faultsOf([openedWith(text), openedOf()])).toEqual([])
  })
})

describe('a file that is not ours is refused', () => {
  const row = csvRows([openedOf()], 'Europe/Paris')
  test.each([
    [
      'two columns in another order',
      CSV_HEADER.replace('"Mois du QF";"Année du QF"', '"Année du QF";"Mois du QF"'),
      row,
    ],
    ['a column missing', CSV_HEADER.replace('"Sexe";', ''), row.replace('"F";', '')],
    ['a letter in the quotient familial', CSV_HEADER, row.replace('"742"', '"7a2"')],
    ['no quotient familial', CSV_HEADER, row.replace('"742"', '""')],
    ['an unknown state', CSV_HEADER, row.replace('À traiter', 'Perdu')],
    ['an unknown origin', CSV_HEADER, row.replace('"FranceConnect"', '"Minitel"')],
    ['an unknown reason', CSV_HEADER, row.replace('"FranceConnect";""', '"FranceConnect";"Bizarre"')],
    ['a month 13', CSV_HEADER, row.replace('"11"', '"13"')],
    ['a date of transmission without a time', CSV_HEADER, row.replace(' 23:30', '')],
    ['a French date of birth', CSV_HEADER, row.replace('1988-04-09', '09/04/1988')],
    ['the same reference twice', CSV_HEADER, row + row],
  ])('%s', async (_, header, rows) => {
    expect(header + rows).not.toBe(CSV_HEADER + row)
    expect(await faultsOfCsv(header + rows, schema)).not.toEqual([])
  })
})

function faultsOf(submissions: OpenedSubmission[]): Promise<string[]> {
  const rows = submissions.map((submission) => csvRows([submission], 'Europe/Paris'))
  return faultsOfCsv(CSV_HEADER + rows.join(''), schema)
}
