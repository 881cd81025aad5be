import { describe, expect, test } from 'vitest'
import { TITLES } from '#src/spreadsheet/columns.js'
import { CSV_HEADER, csvRows } from '#src/spreadsheet/csv.js'
import { xlsxFile } from '#src/spreadsheet/xlsx.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { HOSTILE } from '../support/hostile-cells.js'
import { hasLibreOffice, openInLibreOffice } from '../support/libre-office.js'
import { openedOf, openedWith } from '../support/opened.js'

const ABSENT = 'LibreOffice (soffice) is not installed'
const { identity, quotientFamilial } = openedOf()
const ordinary = openedOf({
  reference: 'Q23456789B',
  identity: { ...identity, birthdate: '1990-00-00', birthplace: '01004' },
  quotientFamilial: { ...quotientFamilial, value: 0, calculationMonth: null },
  externalId: '007',
  previous: { reference: 'QBCDFGHJKM', createdAt: new Date(), value: 742 },
})
const ORDINARY_CELLS = [
  ...['Q23456789B', '2026-11-26 02:30', 'D’ESSAI-MARQUEUR', 'Nadège Anne Lise', 'F', '1990-00-00'],
  ...[
    '01004',
    '99100',
    '0',
    '11',
    '2026',
    '',
    '2026',
    'CAF',
    'FranceConnect',
    '',
    '742',
    'QBCDFGHJKM',
    '007',
  ],
  ...['À traiter', '', ''],
]
const submissions = [ordinary, ...HOSTILE.map(({ text }) => openedWith(text))]
const writers = {
  csv: () => CSV_HEADER + csvRows(submissions, 'Indian/Reunion'),
  xlsx: () => xlsxFile(inOneBatch(submissions), 'Indian/Reunion'),
}

describe.each(['csv', 'xlsx'] as const)('LibreOffice opens the %s', (kind) => {
  test('shows what was sent, and runs none of it', async ({ skip }) => {
    skip(!hasLibreOffice, ABSENT)
    const { cells, formulas } = await openInLibreOffice(await writers[kind](), kind)
    expect(formulas).toEqual([])
    const [titles, first, ...rows] = cells
    expect(titles).toEqual(TITLES)
    expect(first).toEqual(ORDINARY_CELLS)
    expect(rows).toHaveLength(HOSTILE.length)
    for (const [index, { kept }] of HOSTILE.entries()) {
      const shown = kept.replace(/\r\n?/g, '\n')
      for (const title of [
        'Nom de naissance',
        'Code INSEE pays de naissance',
        'Identifiant externe',
      ] as const) {
        const cell = rows[index]?.[TITLES.indexOf(title)]?.replace(/\r\n?/g, '\n')
        expect(kind === 'csv' ? [shown, `'${shown}`] : [shown]).toContain(cell)
      }
    }
  })
})

test('LibreOffice would run a formula that nothing precedes: the test can see one', async ({ skip }) => {
  skip(!hasLibreOffice, ABSENT)
  const { formulas } = await openInLibreOffice(`${CSV_HEADER}"=1+1"\r\n`, 'csv')
  expect(formulas).toHaveLength(1)
})

async function* inOneBatch(batch: OpenedSubmission[]) {
  yield batch
}
