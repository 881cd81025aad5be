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

/** A page of the collectivité's trace, the newest first; of these actions only, and before this link of the chain. */
export function readTrace(
  db: Db,
  siret: string,
  { actions, before, limit }: { actions: AuditAction[] | null; before: number | null; limit: number },
): Promise<TraceEvent[]> {
  const conditions: (SQL | undefined)[] = [
    actions ? inArray(action, actions) : undefined,
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
