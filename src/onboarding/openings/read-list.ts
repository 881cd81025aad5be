import type { Fault } from '#src/onboarding/openings/faults.js'
import { type Column, columnOf } from '#src/onboarding/openings/list-columns.js'
import { isEmail, readCog, readEmails, readSiret } from '#src/onboarding/openings/read-cells.js'
import { type Row, readRows } from '#src/onboarding/openings/read-rows.js'

export type ListLine = {
  line: number
  /** 14 digits, or what is written where it is none. */
  siret: string
  codeCog: string | null
  name: string | null
  /** Who is to be gestionnaire, the business contact among them. */
  emails: string[]
  businessContact: string | null
  dataProtectionOfficer: string | null
  faults: Fault[]
}
export type ReadList =
  | { kind: 'list'; lines: ListLine[]; ignoredColumns: string[] }
  | { kind: 'empty' | 'no-siret' | 'no-email' | 'too-long' }

export const LINES_AT_MOST = 10_000
const CELL_AT_MOST = 200
const EMAILS_AT_MOST = 10
// Without a row of titles, the order in which lists are asked for.
const UNTITLED: Column[] = ['siret', 'email', 'business-contact', 'cog', 'name', 'dpo']

/** Reads a list of collectivités to open; what a line lacks is said of the line and stops no other. */
export function readList(text: string): ReadList {
  const [first, ...rest] = readRows(text)
  if (!first) return { kind: 'empty' }
  const isTitled = readSiret(first.cells[0] ?? '').fault !== null
  const columns = isTitled ? first.cells.map(columnOf) : UNTITLED
  const rows = isTitled ? rest : [first, ...rest]
  if (!columns.includes('siret')) return { kind: 'no-siret' }
  if (!columns.includes('email') && !columns.includes('business-contact')) return { kind: 'no-email' }
  if (rows.length === 0) return { kind: 'empty' }
  if (rows.length > LINES_AT_MOST) return { kind: 'too-long' }
  const ignoredColumns = isTitled
    ? first.cells.filter((title, at) => title !== '' && columns[at] === null)
    : []
  return { kind: 'list', lines: rows.map((row) => readLine(row, columns)), ignoredColumns }
}

function readLine({ line, cells }: Row, columns: (Column | null)[]): ListLine {
  const all = (column: Column) => cells.filter((cell, at) => columns[at] === column && cell !== '')
  const one = (column: Column) => all(column)[0]?.slice(0, CELL_AT_MOST) ?? null
  const { siret, fault } = readSiret(one('siret') ?? '')
  const [businessContact = null, ...others] = readEmails(all('business-contact').join(' '))
  const named = [
    ...readEmails(all('email').join(' ')),
    ...(businessContact ? [businessContact] : []),
    ...others,
  ]
  const emails = [...new Set(named)].map((email) => email.slice(0, CELL_AT_MOST))
  const [dataProtectionOfficer = null] = readEmails(one('dpo') ?? '')
  const faults: (Fault | null)[] = [
    fault,
    faultOf(emails),
    dataProtectionOfficer === null || isEmail(dataProtectionOfficer) ? null : 'dpo-wrong',
  ]
  return {
    line,
    siret,
    codeCog: readCog(one('cog') ?? ''),
    name: one('name'),
    emails,
    businessContact,
    dataProtectionOfficer,
    faults: faults.filter((found) => found !== null),
  }
}

function faultOf(emails: string[]): Fault | null {
  if (emails.length === 0) return 'email-missing'
  if (emails.length > EMAILS_AT_MOST) return 'email-too-many'
  return emails.every(isEmail) ? null : 'email-wrong'
}
