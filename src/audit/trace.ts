import { and, desc, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { AuditAction } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { auditEvents } from '#src/db/schema.js'

export type TraceEvent = { seq: number; at: Date; actor: string; action: string; references: string[] }

const { seq, at, actor, action, references } = auditEvents

/** What happened to one reference since it was sent, the oldest first. */
export function traceOfReference(
  db: Db,
  siret: string,
  reference: string,
  since: Date,
): Promise<TraceEvent[]> {
  const concerned = and(gte(at, since), sql`${reference}::text = any(${references})`)
  return asCollectivite(db, siret, (tx) =>
    tx
      .select({ seq, at, actor, action, references: sql<string[]>`'{}'::text[]`.mapWith(references) })
      .from(auditEvents)
      .where(concerned)
      .orderBy(seq),
  )
}

type TracePage = {
  /** These alone; null for all. */
  actions: AuditAction[] | null
  /** What concerned this transmission alone; null for all. */
  reference: string | null
  /** Before this link of the chain. */
  before: number | null
  limit: number
}

/** A page of the collectivité's trace, the newest first. */
export function readTrace(
  db: Db,
  siret: string,
  { actions, reference, before, limit }: TracePage,
): Promise<TraceEvent[]> {
  const conditions: (SQL | undefined)[] = [
    actions ? inArray(action, actions) : undefined,
    reference === null ? undefined : sql`${reference}::text = any(${references})`,
    before === null ? undefined : lt(seq, before),
  ]
  return asCollectivite(db, siret, (tx) =>
    tx
      .select({ seq, at, actor, action, references })
      .from(auditEvents)
      .where(and(...conditions))
      .orderBy(desc(seq))
      .limit(limit),
  )
}
