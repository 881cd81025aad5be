import { read, type WorkSheet } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { TITLES } from '#src/spreadsheet/columns.js'
import { xlsxFile } from '#src/spreadsheet/xlsx.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { HOSTILE } from '../../test/support/hostile-cells.js'
import { openedOf, openedWith } from '../../test/support/opened.js'

const NAME = 'C'
const WRITTEN_BY_OTHERS = ['C', 'D', 'G', 'H', 'N', 'S', 'U', 'V']
const { identity, quotientFamilial } = openedOf()

test('the columns of the CSV, a bold first line that stays', async () => {
  const { sheet, xml, styles } = await readBack([])
  expect(TITLES.map((_, index) => sheet[`${letter(index)}1`]?.v)).toEqual(TITLES)
  expect(xml).toMatch(/<pane ySplit="1"[^>]* state="frozen"\/>/)
  expect(styles).toContain('<b/>')
})

test('numbers are numbers, codes and birth dates are text, the date of transmission reads as in the CSV', async () => {
  const { sheet } = await readBack([
    openedOf({
      reference: 'Q23456789B',
      identity: { ...identity, birthdate: '1990-00-00', birthplace: '01004' },
      quotientFamilial: { ...quotientFamilial, value: 0, calculationMonth: null },
      externalId: '007',
      reasons: ['QF modifié', 'QF à 0'],
      previous: { reference: 'QBCDFGHJKM', createdAt: new Date(), value: 742 },
    }),
  ])
  const cells = TITLES.map((_, index) => {
    const cell = sheet[`${letter(index)}2`]
    return cell ? [cell.t, cell.t === 'n' ? (cell.w ?? cell.v) : cell.v] : null
  })
  expect(cells).toEqual([
    ['s', 'Q23456789B'],
    ['n', '2026-11-26 02:30'],
    ['s', 'D’ESSAI-MARQUEUR'],
    ['s', 'Nadège Anne Lise'],
    ['s', 'F'],
    ['s', '1990-00-00'],
    ['s', '01004'],
    ['s', '99100'],
    ['n', '0'],
    ['n', '11'],
    ['n', '2026'],
    null,
    ['n', '2026'],
    ['s', 'CAF'],
    ['s', 'FranceConnect'],
    ['s', 'QF modifié + QF à 0'],
    ['n', '742'],
    ['s', 'QBCDFGHJKM'],
    ['s', '007'],
    ['s', 'À traiter'],
    null,
    null,
  ])
})

describe('text of others stays text, runs nowhere and breaks nothing', () => {
  test.each(HOSTILE)('$text', async ({ text, kept }) => {
    const { sheet, xml } = await readBack([openedWith(text), openedOf()])
    expect(xml).not.toMatch(/<f[\s>/]/)
    for (const column of WRITTEN_BY_OTHERS) {
      const cell = sheet[`${column}2`]
      expect(cell?.f).toBeUndefined()
      expect(cell?.v ?? '').toBe(kept.replace(/\r\n?/g, '\n'))
    }
    expect(sheet[`${NAME}3`]?.v).toBe('D’ESSAI-MARQUEUR')
  })
})

test('every word that a JavaScript object knows by itself can be a name', async () => {
  const words = Object.getOwnPropertyNames(Object.prototype)
  const { sheet } = await readBack(words.map(openedWith))
  expect(words.map((_, index) => sheet[`${NAME}${index + 2}`]?.v)).toEqual(words)
})

test('rows of every batch stand in the order in which they came', async () => {
  const batches = [0, 1].map((batch) => [0, 1].map((row) => openedWith(`${batch}.${row}`)))
  const { sheet } = await readBack(...batches)
  expect([2, 3, 4, 5].map((row) => sheet[`${NAME}${row}`]?.v)).toEqual(['0.0', '0.1', '1.0', '1.1'])
})

async function readBack(...batches: OpenedSubmission[][]) {
  const file = await xlsxFile(
    (async function* () {
      yield* batches
    })(),
    'Indian/Reunion',
  )
  const book = read(file, { bookFiles: true, cellNF: true }) as ReturnType<typeof read> & {
    files: Record<string, { content: Uint8Array }>
  }
  const part = (path: string) => Buffer.from(book.files[path]?.content ?? '').toString()
  expect(book.SheetNames).toEqual(['Quotients familiaux'])
  return {
    sheet: book.Sheets['Quotients familiaux'] as WorkSheet,
    xml: part('xl/worksheets/sheet1.xml'),
    styles: part('xl/styles.xml'),
  }
}

function letter(index: number): string {
  return String.fromCharCode(65 + index)
}
