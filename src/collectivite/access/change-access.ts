import type { Actor, Audit, AuditAction } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'

/** What every change of who has access takes. */
export type AccessTrace = { db: Db; audit: Audit; now: () => Date }
/** Whom a line of the trace is about: an agent, an address to which deliveries go, or an organisation by its SIREN. */
export type Concerned = `agent:${string}` | `adresse:${string}` | `organisation:${string}`
export type Note = (actor: Actor, action: AuditAction, concerned?: Concerned) => Promise<void>
type Change<T> = (tx: Db, note: Note) => Promise<T>

/**
 * Changes who has access to a collectivité, one change at a time: the last link of its trace is held from the start, so
 * what `change` reads is true until it has written. `note` writes the line of the trace.
 */
export function changeAccess<T>(trace: AccessTrace, siret: string, change: Change<T>): Promise<T> {
  return asCollectivite(trace.db, siret, async (tx) => {
    await trace.audit.lockHead(tx, siret)
    return change(tx, noteIn(trace, tx, siret))
  })
}

/** Writes lines of the trace in a transaction that is open. Inside `asCollectivite`. */
export function noteIn({ audit, now }: Pick<AccessTrace, 'audit' | 'now'>, tx: Db, siret: string): Note {
  return async (actor, action, concerned) => {
    const head = await audit.lockHead(tx, siret)
    const references = concerned ? [concerned] : []
    await audit.append(tx, siret, head, { actor, action, references, at: now() })
  }
}
