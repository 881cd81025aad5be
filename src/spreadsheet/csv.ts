import { stringify } from 'csv-stringify/sync'
import { type Cell, type ColumnTitle, cellsOf, TITLES } from '#src/spreadsheet/columns.js'
import type { OpenedSubmission } from '#src/submission/content.js'

const FORMAT = {
  delimiter: ';',
  record_delimiter: '\r\n',
  quoted: true,
  quoted_empty: true,
  escape_formulas: true,
} as const

// `escape_formulas` looks at the first character; spreadsheets also run what follows blanks.
const FORMULA_AFTER_BLANKS = /^[\s\u200B-\u200D\u2060]+[=+\-@＝＋－＠]/

/** First line of the file, with the mark by which Excel knows UTF-8. */
export const CSV_HEADER = header(TITLES)

/** Transmissions as lines of the file; times in the collectivité's zone. */
export function csvRows(submissions: OpenedSubmission[], timeZone: string): string {
  const rows = submissions.map((submission) => cellsOf(submission, timeZone).map(harmless))
  return stringify(rows, FORMAT)
}

/** A file of these columns alone, in their order. */
export function csvOf(
  submissions: OpenedSubmission[],
  titles: readonly ColumnTitle[],
  timeZone: string,
): string {
  const rows = submissions.map((submission) => {
    const cells = cellsOf(submission, timeZone)
    return titles.map((title) => harmless(cells[TITLES.indexOf(title)] ?? null))
  })
  return header(titles) + stringify(rows, FORMAT)
}

/** A file of other rows than transmissions, in the same format. */
export function csvTable(titles: readonly string[], rows: Cell[][]): string {
  return (
    header(titles) +
    stringify(
      rows.map((cells) => cells.map(harmless)),
      FORMAT,
    )
  )
}

function header(titles: readonly string[]): string {
  return stringify([titles], { ...FORMAT, bom: true })
}

function harmless(cell: Cell): Cell {
  return typeof cell === 'string' && FORMULA_AFTER_BLANKS.test(cell) ? `'${cell}` : cell
}
