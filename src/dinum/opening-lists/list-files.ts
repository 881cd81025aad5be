import type { Db } from '#src/db/database.js'
import { faultsOf } from '#src/dinum/opening-lists/line-faults.js'
import { readOutcome } from '#src/onboarding/openings/faults.js'
import { listLines, type OpeningLine } from '#src/onboarding/openings/list-lines.js'
import { csvTable } from '#src/spreadsheet/csv.js'
import { FAULT_WORDS, RESULT_WORDS } from '#templates/dinum/opening-faults.js'

const COLUMNS = ['siret', 'email', 'contact métier', 'code_cog', 'nom', 'dpo']

/** The lines in error, as they were read: to be corrected and handed in again. */
export async function faultyLinesCsv(db: Db, id: string): Promise<string> {
  const lines = await listLines(db, id, { which: 'faulty' })
  const rows = lines.map((line) => [
    ...cellsOf(line),
    line.line,
    faultsOf(line)
      .map(({ fault }) => FAULT_WORDS[fault])
      .join(' '),
  ])
  return csvTable([...COLUMNS, 'ligne', 'à corriger'], rows)
}

/** What came of every line. */
export async function resultsCsv(db: Db, id: string): Promise<string> {
  const lines = await listLines(db, id, { which: 'all' })
  const rows = lines.map((line) => [line.line, siretOf(line), line.knownAs, wordsOf(line)])
  return csvTable(['ligne', 'siret', 'collectivité', 'résultat'], rows)
}

function cellsOf(line: OpeningLine): (string | null)[] {
  const { emails, businessContact, codeCog, name, dataProtectionOfficer } = line
  const others = emails.filter((email) => email !== businessContact)
  return [siretOf(line), others.join(', '), businessContact, codeCog, name, dataProtectionOfficer]
}

// In groups, so that a spreadsheet does not count with it; the reader takes them away again.
function siretOf({ organizationSiret }: OpeningLine): string {
  return organizationSiret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4')
}

function wordsOf(line: OpeningLine): string {
  const outcome = readOutcome(line.outcome)
  if (outcome.kind === 'waits') return 'En attente'
  return outcome.kind === 'faulty'
    ? outcome.faults.map((fault) => FAULT_WORDS[fault]).join(' ')
    : RESULT_WORDS[outcome.kind]
}
