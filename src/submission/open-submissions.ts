import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Actor, AuditAction } from '#src/audit/audit.js'
import type { Head } from '#src/audit/chain.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { auditEvents, submissions } from '#src/db/schema.js'
import { countReads } from '#src/statistics/count-acts.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { readDataKey } from '#src/submission/data-key.js'
import { hasReference, NO_EXAMPLE } from '#src/submission/filter.js'
import { openBatch, type SealedBatch } from '#src/submission/open-batch.js'
import type { Safe } from '#src/submission/safe.js'
import {
  type SealedBefore,
  type SealedRow,
  type Selection,
  selectSealed,
} from '#src/submission/select-sealed.js'

/** `to` is the address to which a mail takes them. */
export type Opening = { actor: Actor; action: AuditAction; to?: `adresse:${string}` }

/** Opens the selected submissions, as `readSealed` reads them. */
export function openSubmissions(
  safe: Safe,
  siret: string,
  selection: Selection,
  opening: Opening,
): Promise<OpenedSubmission[]> {
  return readSealed(safe, siret, selection, opening, openBatch)
}

/**
 * The only way to read what residents sent: the selected submissions and the key that opens them; who opens which, and
 * why, is written in the same transaction.
 * @param read what is made of them before the transaction ends: nothing is written of those that do not open
 */
export function readSealed<Result>(
  safe: Safe,
  siret: string,
  selection: Selection,
  opening: Opening,
  read: (batch: SealedBatch) => Result,
): Promise<Result> {
  const { db, keyring, audit } = safe
  return asCollectivite(db, siret, async (tx) => {
    const { where, ...inOrder } = selection
    // The trace is held first: whoever takes a transmission back meanwhile waits, or has done so before the rows are read.
    const [head, dataKey, rows] = await Promise.all([
      audit.lockHead(tx, siret),
      readDataKey(tx, keyring, siret),
      selectSealed(tx, { ...inOrder, where: takesAway(opening) ? and(where, NO_EXAMPLE) : where }),
    ])
    // Examples are nobody's.
    const real = rows.filter(({ example }) => !example)
    if (real.length > 0) await traceAndMark(safe, tx, siret, head, real, opening)
    return read({ siret, dataKey, rows })
  })
}

async function traceAndMark(
  { audit, now }: Safe,
  tx: Db,
  siret: string,
  head: Head,
  rows: SealedRow[],
  opening: Opening,
): Promise<void> {
  const { actor, action, to } = opening
  // The value of the one before is shown beside: it is opened too. A mail or a folder shows but its own.
  const before =
    action === 'courriel' || action === 'lecture pour HubEE' ? [] : rows.flatMap((row) => row.before ?? [])
  const opened = referencesOf([...rows, ...before])
  // They change once for both marks.
  const isUntouched = (row: SealedRow) => takesAway(opening) && row.opened === null && row.exported === null
  const untouched = rows.filter(isUntouched)
  const others = rows.filter((row) => !isUntouched(row))
  const left = new Set(untouched.map(({ reference }) => reference))
  const unopened = [...others, ...before.filter(({ reference }) => !left.has(reference))]
  const at = now()
  await Promise.all([
    audit.append(tx, siret, head, { actor, action, references: to ? [to, ...opened] : opened, at }),
    markOpenedAndExported(tx, referencesOf(untouched), at),
    OPENS.includes(action) && markOpened(tx, referencesOf(unopened.filter((row) => row.opened === null)), at),
    takesAway(opening) && markExported(tx, referencesOf(others.filter((row) => row.exported === null)), at),
  ])
}

function referencesOf(rows: SealedBefore[]): string[] {
  return [...new Set(rows.map(({ reference }) => reference))]
}

// A list shows what arrived; reading the record or taking it away is what the resident calls opened.
const TAKES_AWAY: AuditAction[] = ['export csv', 'export excel']
// A mail or a folder has taken rows away once the other side has accepted it, not before.
const OPENS: AuditAction[] = ['consultation', 'courriel', 'lecture pour HubEE', ...TAKES_AWAY]

function takesAway({ action }: Opening): boolean {
  return TAKES_AWAY.includes(action)
}

// What an agent typed at the counter was read before it came in.
const OF_A_RESIDENT = sql`(not ${submissions.example} and ${submissions.origin} <> 'Guichet')`

async function markOpenedAndExported(tx: Db, references: string[], at: Date): Promise<void> {
  if (references.length === 0) return
  const { siret, openedAt, exportedAt } = submissions
  const moment = sql`${at.toISOString()}::timestamptz`
  await countReads(
    tx,
    sql`update ${submissions} set opened_at = ${moment}, exported_at = ${moment}
      where ${hasReference(references)} and ${openedAt} is null and ${exportedAt} is null
      returning ${siret}, ${openedAt} as at, ${OF_A_RESIDENT} as counts`,
  )
}

async function markOpened(tx: Db, references: string[], at: Date): Promise<void> {
  if (references.length === 0) return
  const { siret, openedAt, exportedAt } = submissions
  await countReads(
    tx,
    sql`update ${submissions} set opened_at = ${at.toISOString()}::timestamptz
      where ${hasReference(references)} and ${openedAt} is null
      returning ${siret}, ${openedAt} as at, ${exportedAt} is null and ${OF_A_RESIDENT} as counts`,
  )
}

/** Notes that a file or a mail took these away. Inside `asCollectivite`. */
export async function markExported(tx: Db, references: string[], at: Date): Promise<void> {
  if (references.length === 0) return
  const { siret, openedAt, exportedAt } = submissions
  await countReads(
    tx,
    sql`update ${submissions} set exported_at = ${at.toISOString()}::timestamptz
      where ${hasReference(references)} and ${exportedAt} is null
      returning ${siret}, ${exportedAt} as at, ${openedAt} is null and ${OF_A_RESIDENT} as counts`,
  )
}

/**
 * Takes back that these were opened since a moment, where no agent opened one of them meanwhile: the mail that was to
 * carry them did not leave. Inside `asCollectivite`.
 */
export function markUnopened(tx: Db, references: string[], since: Date): Promise<void> {
  const { id, siret, reference, openedAt, exportedAt } = submissions
  const byAnAgent = sql`select from ${auditEvents} where ${auditEvents.at} >= ${since.toISOString()}::timestamptz
    and ${auditEvents.actor} <> 'service' and ${inArray(auditEvents.action, OPENS)}
    and ${reference} = any(${auditEvents.references})`
  return countReads(
    tx,
    sql`update ${submissions} set opened_at = null from ${submissions} was
      where was.id = ${id} and ${hasReference(references)} and ${openedAt} is not null and ${exportedAt} is null
        and not exists (${byAnAgent})
      returning ${siret}, was.opened_at as at, ${OF_A_RESIDENT} as counts`,
    -1,
  )
}

/** Opens one submission by its reference; null when this collectivité has none of that name. */
export async function openSubmission(
  safe: Safe,
  siret: string,
  reference: string,
  opening: Opening,
): Promise<OpenedSubmission | null> {
  const [opened] = await openSubmissions(
    safe,
    siret,
    { where: eq(submissions.reference, reference), limit: 1 },
    opening,
  )
  return opened ?? null
}
