import type { Actor, Audit, AuditAction } from '#src/audit/audit.js'
import type { ChangedSetting } from '#src/collectivite/changed-settings.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'

/** What every change of who has access takes. */
export type AccessTrace = { db: Db; audit: Audit; now: () => Date }
/**
 * What a line of the trace is about: an agent, a link by which one is to come in, an address to which deliveries go, an
 * organisation by its SIREN, a setting. Never a name.
 */
export type Concerned =
  | `agent:${string}`
  | `invitation:${string}`
  | `adresse:${string}`
  | `organisation:${string}`
  | `collectivité:${string}`
  | ChangedSetting
export type Note = (actor: Actor, action: AuditAction, ...concerned: Concerned[]) => Promise<void>
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
  return async (actor, action, ...references) => {
    const head = await audit.lockHead(tx, siret)
    await audit.append(tx, siret, head, { actor, action, references, at: now() })
  }
}
