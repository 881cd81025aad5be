import type { Actor, Audit, AuditAction } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'

/** What every change of who has access takes. */
export type AccessTrace = { db: Db; audit: Audit; now: () => Date }
/** Whom a line of the trace is about: an agent, or an address to which deliveries go. */
export type Concerned = `agent:${string}` | `adresse:${string}`
export type Note = (actor: Actor, action: AuditAction, concerned?: Concerned) => Promise<void>
type Change<T> = (tx: Db, note: Note) => Promise<T>

/**
 * Changes who has access to a collectivité, one change at a time: the last link of its trace is held from the start, so
 * what `change` reads is true until it has written. `note` writes the line of the trace.
 */
export function changeAccess<T>(
  { db, audit, now }: AccessTrace,
  siret: string,
  change: Change<T>,
): Promise<T> {
  return asCollectivite(db, siret, async (tx) => {
    await audit.lockHead(tx, siret)
    return change(tx, async (actor, action, concerned) => {
      const head = await audit.lockHead(tx, siret)
      await audit.append(tx, siret, head, {
        actor,
        action,
        references: concerned ? [concerned] : [],
        at: now(),
      })
    })
  })
}
