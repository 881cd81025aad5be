import { isPlain } from '#src/spreadsheet/cell-text.js'
import { type Cell, type ColumnTitle, cellsOf, TITLES } from '#src/spreadsheet/columns.js'
import type { OpenedSubmission } from '#src/submission/content.js'

// What spreadsheets run when a cell starts with it, also behind blanks, and in the full width of Asian keyboards.
// https://owasp.org/www-community/attacks/CSV_Injection
const RUNS = /^(?:[\s\u200B-\u200D\u2060]*[=+\-@＝＋－＠]|[\t\r])/
const UTF_8 = '\uFEFF'

/** First line of the file, with the mark by which Excel knows UTF-8. */
export const CSV_HEADER = UTF_8 + line(TITLES)

/** Transmissions as lines of the file; times in the collectivité's zone. */
export function csvRows(submissions: OpenedSubmission[], timeZone: string): string {
  let lines = ''
  for (const submission of submissions) lines += line(cellsOf(submission, timeZone))
  return lines
}

/** A file of these columns alone, in their order. */
export function csvOf(
  submissions: OpenedSubmission[],
  titles: readonly ColumnTitle[],
  timeZone: string,
): string {
  const rows = submissions.map((submission) => {
    const cells = cellsOf(submission, timeZone)
    return titles.map((title) => cells[TITLES.indexOf(title)] ?? null)
  })
  return csvTable(titles, rows)
}

/** A file of other rows than transmissions, in the same format. */
export function csvTable(titles: readonly string[], rows: Cell[][]): string {
  return UTF_8 + line(titles) + rows.map(line).join('')
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(field).join(';')}\r\n`
}

/** Between quotes, which are doubled inside (RFC 4180). */
function field(cell: Cell): string {
  if (cell === null) return '""'
  const text = String(cell)
  if (isPlain(text)) return `"${text}"`
  const harmless = RUNS.test(text) ? `'${text}` : text
  return `"${harmless.includes('"') ? harmless.replaceAll('"', '""') : harmless}"`
}
