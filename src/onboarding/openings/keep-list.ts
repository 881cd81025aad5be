import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { namesOf } from '#src/collectivite/directory.js'
import { identifyAll } from '#src/collectivite/identify.js'
import type { Db } from '#src/db/database.js'
import { openingLists } from '#src/db/schema.js'
import { type Fault, type Result, writeFaults } from '#src/onboarding/openings/faults.js'
import type { ListLine, ReadList } from '#src/onboarding/openings/read-list.js'

const BATCH = 2000

type Reading = {
  operatorId: string
  now: Date
  /** Writes the operator's line, in the same transaction. */
  journal(tx: Db, id: string): Promise<void>
}

/**
 * Keeps a list that was read, as a draft: nothing of it reaches the directory. Lines that nobody could open, because
 * nothing tells where, are in error from now on; those that repeat an earlier one have nothing left to do.
 * @returns the list's id
 */
export async function keepList(
  db: Db,
  { lines, ignoredColumns }: Extract<ReadList, { kind: 'list' }>,
  { operatorId, now, journal }: Reading,
): Promise<string> {
  const id = randomUUID()
  const rows = withoutRepetition(await withPlaces(db, lines)).map((line) => rowOf(id, line))
  await db.transaction(async (tx) => {
    await tx.insert(openingLists).values({ id, operatorId, createdAt: now, ignoredColumns })
    for (let at = 0; at < rows.length; at += BATCH)
      await tx.execute(
        sql`insert into opening_lines select * from json_populate_recordset(null::opening_lines, ${JSON.stringify(rows.slice(at, at + BATCH))}::text::json)`,
      )
    await journal(tx, id)
  })
  return id
}

/** What is still missing to know where each is, and what it is called. Those in the service already are placed. */
async function withPlaces(db: Db, lines: ListLine[]): Promise<ListLine[]> {
  const identities = await identifyAll(db, lines)
  const unplaced = lines.filter(({ faults }, at) => !identities[at] && !faults.some(isAboutSiret))
  const known = await namesOf(
    db,
    unplaced.map(({ siret }) => siret),
  )
  const named = await identifyAll(
    db,
    unplaced.map((line) => ({ ...line, name: line.name ?? line.siret })),
  )
  const missing = new Map<ListLine, Fault>()
  for (const [at, line] of unplaced.entries())
    if (!known.has(line.siret))
      missing.set(line, named[at] ? 'name-missing' : line.codeCog ? 'cog-wrong' : 'place-unknown')
  return lines.map((line) => {
    const fault = missing.get(line)
    return fault ? { ...line, faults: [...line.faults, fault] } : line
  })
}

function isAboutSiret(fault: Fault): boolean {
  return fault.startsWith('siret')
}

type Line = ListLine & { result: Result | null }

function withoutRepetition(lines: ListLine[]): Line[] {
  const said = new Map<string, Set<string>>()
  return lines.map((line) => {
    if (line.faults.length > 0) return { ...line, result: null }
    const before = said.get(line.siret)
    const emails = before ?? new Set()
    const isNew = !before || line.emails.some((email) => !emails.has(email))
    said.set(line.siret, new Set([...emails, ...line.emails]))
    return { ...line, result: isNew ? null : 'duplicate' }
  })
}

function rowOf(listId: string, line: Line) {
  return {
    list_id: listId,
    line: line.line,
    organization_siret: line.siret,
    code_cog: line.codeCog,
    name: line.name,
    emails: line.emails,
    business_contact: line.businessContact,
    data_protection_officer: line.dataProtectionOfficer,
    outcome: line.result ?? writeFaults(line.faults),
  }
}
