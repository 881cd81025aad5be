import { parse } from 'csv-parse/sync'
import { toOneLine } from '#src/one-line.js'

/** A row that says something; `line` is where it begins in the file. */
export type Row = { line: number; cells: string[] }

const SEPARATORS = [';', ',', '\t']
const CELL_AT_MOST = 1000
// A quote that is never closed ends at the next one: the lines between would be gone without a word.
const SWALLOWED = /\n[^\n]*(?:\d[\s.]?){14}/

/**
 * The rows of a CSV, or of cells pasted from a spreadsheet: separated as the first row is, lines ended as on Windows,
 * Unix or an old Mac. A quote that is never closed is taken for a letter.
 */
export function readRows(text: string): Row[] {
  const lines = text.replace(/\r\n?/g, '\n')
  // Excel writes so which separator it used.
  const said = /^sep=([;,\t])\n/i.exec(lines)
  const body = said ? lines.slice(said[0].length) : lines
  const separator = said?.[1] ?? separatorOf(body)
  const rows = parseRows(body, separator, '"') ?? parseRows(body, separator, null) ?? []
  return rows
    .map(({ line, cells }) => ({ line: said ? line + 1 : line, cells }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
}

function parseRows(text: string, delimiter: string, quote: string | null): Row[] | null {
  try {
    const records = parse(text, {
      delimiter,
      quote,
      record_delimiter: '\n',
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    if (quote !== null && records.some(({ record }) => record.some((cell) => SWALLOWED.test(cell))))
      return null
    return records.map(({ record, info }) => ({
      line: firstLine(record, info.lines),
      cells: record.map(tidy),
    }))
  } catch (error) {
    if ((error as { code?: string }).code !== 'CSV_QUOTE_NOT_CLOSED') throw error
    return null
  }
}

// The parser says where a row ends.
function firstLine(record: string[], lastLine: number): number {
  return lastLine - record.join('').split('\n').length + 1
}

function tidy(cell: string): string {
  return toOneLine(cell.slice(0, CELL_AT_MOST))
}

function separatorOf(text: string): string {
  const [first = ''] = text.trimStart().split('\n', 1)
  const counts = SEPARATORS.map((separator) => first.split(separator).length)
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ';'
}
