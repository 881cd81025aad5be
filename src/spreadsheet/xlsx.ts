import type { SheetData } from 'write-excel-file/node'
import { type Cell, cellsOf, TITLES, WIDTHS } from '#src/spreadsheet/columns.js'
import type { OpenedSubmission } from '#src/submission/content.js'

const SENT_AT = TITLES.indexOf('Date de transmission')

/**
 * The transmissions as an Excel workbook, with the columns of the CSV. Codes are cells of text, which no
 * spreadsheet runs or shortens; the date of transmission is a date that reads as in the CSV.
 * The whole file stands in memory: docs/dependencies.md says how much.
 */
export async function xlsxFile(rows: AsyncIterable<OpenedSubmission[]>, timeZone: string): Promise<Buffer> {
  const sheet: SheetData = [TITLES.map((title) => ({ value: title, fontWeight: 'bold' }))]
  for await (const batch of rows) {
    for (const submission of batch) sheet.push(cellsOf(submission, timeZone).map(excelCell))
  }
  // Ten megabytes that no start needs.
  const { default: writeExcelFile } = await import('write-excel-file/node')
  return writeExcelFile(sheet, {
    sheet: 'Quotients familiaux',
    columns: WIDTHS.map((width) => ({ width })),
    stickyRowsCount: 1,
    dateFormat: 'yyyy-mm-dd hh:mm',
  }).toBuffer()
}

function excelCell(cell: Cell, column: number) {
  if (typeof cell !== 'string') return cell
  // A spreadsheet knows no time zone: the minute of the wall clock goes in as if it were UTC.
  if (column === SENT_AT) return new Date(`${cell.replace(' ', 'T')}Z`)
  return sharable(cell.replaceAll(/\r\n?/g, '\n').replaceAll(ESCAPE, '_x005F_'))
}

// Excel reads `_x0041_` as an escaped letter. https://learn.microsoft.com/openspecs/office_standards/ms-oi29500
const ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g

// write-excel-file 4.1 looks shared strings up in a plain object, where `constructor` is always found. It
// leaves out the NUL when it writes, so that the cell holds the word alone.
function sharable(text: string): string {
  return text in Object.prototype ? `${text}\0` : text
}
