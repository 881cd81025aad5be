import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'

// Semicolon, double quote, UTF-8, from the first line. The rest: quoted fields are text; cells as they show.
// https://help.libreoffice.org/latest/en-US/text/shared/guide/csv_params.html
const CSV = '59,34,76,1'
const QUOTED_IS_TEXT = `CSV:${CSV},,0,true`
const AS_IT_SHOWS = `csv:Text - txt - csv (StarCalc):${CSV},,0,true`

/** Whether LibreOffice is installed here. */
export const hasLibreOffice = spawnSync('soffice', ['--version']).status === 0

/** What LibreOffice shows of a file that it opens, cell by cell, and the formulas that it would run. */
export async function openInLibreOffice(file: string | Buffer, kind: 'csv' | 'xlsx') {
  const folder = await mkdtemp(join(tmpdir(), 'libre-office-'))
  try {
    await writeFile(join(folder, `file.${kind}`), file)
    // A CSV is opened twice: as a double click does, which reads numbers and formulas, and as text.
    const asOpened = kind === 'csv' ? [`--infilter=CSV:${CSV}`] : []
    const asText = kind === 'csv' ? [`--infilter=${QUOTED_IS_TEXT}`] : []
    const xml = await convert(folder, kind, 'fods', asOpened)
    const shown = await convert(folder, kind, AS_IT_SHOWS, asText)
    return {
      cells: parse(shown, { delimiter: ';', bom: true, relax_column_count: true }) as string[][],
      formulas: xml.match(/table:formula="[^"]*"/g) ?? [],
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What LibreOffice reads of a text document that it opens. */
export async function readInLibreOffice(file: Buffer, kind: 'odt'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'libre-office-'))
  try {
    await writeFile(join(folder, `file.${kind}`), file)
    return await convert(folder, kind, 'txt:Text (encoded):UTF8', [])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function convert(folder: string, kind: string, target: string, options: string[]): Promise<string> {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
  const out = join(folder, 'out')
  const to = ['--headless', ...options, '--convert-to', target, '--outdir', out, join(folder, `file.${kind}`)]
  await promisify(execFile)('soffice', [profile, ...to], { timeout: 120_000 })
  return readFile(join(out, `file.${target.split(':')[0]}`), 'utf8')
}
