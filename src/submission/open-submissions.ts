import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Actor, AuditAction } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { auditEvents, submissions } from '#src/db/schema.js'
import { countReads } from '#src/statistics/count-acts.js'
import type { OpenedSubmission, SealedContent } from '#src/submission/content.js'
import { readDataKey } from '#src/submission/data-key.js'
import { openContent } from '#src/submission/envelope.js'
import { hasReference, NO_EXAMPLE } from '#src/submission/filter.js'
import type { Safe } from '#src/submission/safe.js'

export type Selection = { where?: SQL | undefined; newestFirst?: boolean; limit: number }
/** `to` is the address to which a mail takes them. */
export type Opening = { actor: Actor; action: AuditAction; to?: `adresse:${string}` }

/**
 * The only way to read what residents sent: opens the selected submissions and writes who opened which, and why, in
 * the same transaction.
 */
export function openSubmissions(
  safe: Safe,
  siret: string,
  selection: Selection,
  opening: Opening,
): Promise<OpenedSubmission[]> {
  const { db, keyring, audit, now } = safe
  return asCollectivite(db, siret, async (tx) => {
    const previous = alias(submissions, 'previous')
    const direction = selection.newestFirst ? desc : asc
    // The trace is held first: whoever takes a transmission back meanwhile waits, or has done so before the rows are read.
    const [head, dataKey, rows] = await Promise.all([
      audit.lockHead(tx, siret),
      readDataKey(tx, keyring, siret),
      tx
        .select({ submission: submissions, previous })
        .from(submissions)
        .leftJoin(previous, eq(previous.id, submissions.previousId))
        .where(takesAway(opening) ? and(selection.where, NO_EXAMPLE) : selection.where)
        .orderBy(direction(submissions.createdAt), direction(submissions.id))
        .limit(selection.limit),
    ])
    if (rows.length === 0) return []
    // The value of the one before is shown beside: it is opened too. Examples are nobody's.
    const real = rows.filter(({ submission }) => !submission.example)
    const taken = real.map(({ submission }) => submission.reference)
    // A mail shows no value but its own.
    const showsBefore = opening.action !== 'courriel'
    const before = real.flatMap(({ previous: earlier }) =>
      earlier && showsBefore ? [earlier.reference] : [],
    )
    const references = [...new Set([...taken, ...before])]
    const { actor, action, to } = opening
    const at = now()
    const event = { actor, action, references: to ? [to, ...references] : references, at }
    await Promise.all([
      references.length > 0 && audit.append(tx, siret, head, event),
      OPENS.includes(action) && markOpened(tx, references, at),
      takesAway(opening) && markExported(tx, taken, at),
    ])
    return rows.map(
      ({
        submission: { envelope, siret: _, toCheck, warnedDays, person, previousId, ...row },
        previous: earlier,
      }) => ({
        ...row,
        ...withoutStaleReason(openContent(dataKey, siret, row.id, envelope), earlier !== null),
        previous: earlier && {
          reference: earlier.reference,
          createdAt: earlier.createdAt,
          value: openContent(dataKey, siret, earlier.id, earlier.envelope).quotientFamilial.value,
        },
      }),
    )
  })
}

// Once the transmission before is erased there is nothing left to compare.
function withoutStaleReason(content: SealedContent, hasPrevious: boolean): SealedContent {
  return hasPrevious
    ? content
    : { ...content, reasons: content.reasons.filter((reason) => reason !== 'QF modifié') }
}

// A list shows what arrived; reading the record or taking it away is what the resident calls opened.
const TAKES_AWAY: AuditAction[] = ['export csv', 'export excel']
// A mail has taken rows away once its server has accepted it, not before.
const OPENS: AuditAction[] = ['consultation', 'courriel', ...TAKES_AWAY]

function takesAway({ action }: Opening): boolean {
  return TAKES_AWAY.includes(action)
}

// What an agent typed at the counter was read before it came in.
const OF_A_RESIDENT = sql`(not ${submissions.example} and ${submissions.origin} <> 'Guichet')`

function markOpened(tx: Db, references: string[], at: Date) {
  const { siret, openedAt, exportedAt } = submissions
  return countReads(
    tx,
    sql`update ${submissions} set opened_at = ${at.toISOString()}::timestamptz
      where ${hasReference(references)} and ${openedAt} is null
      returning ${siret}, ${openedAt} as at, ${exportedAt} is null and ${OF_A_RESIDENT} as counts`,
  )
}

/** Notes that a file or a mail took these away. Inside `asCollectivite`. */
export function markExported(tx: Db, references: string[], at: Date): Promise<void> {
  const { siret, openedAt, exportedAt } = submissions
  return countReads(
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
