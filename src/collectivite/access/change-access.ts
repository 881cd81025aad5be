import type { Actor, Audit, AuditAction } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'

/** What every change of who has access takes. */
export type AccessTrace = { db: Db; audit: Audit; now: () => Date }
export type Note = (actor: Actor, action: AuditAction, memberId?: string) => Promise<void>
type Change<T> = (tx: Db, note: Note) => Promise<T>

/**
 * Changes who has access to a collectivité, one change at a time: the last link of its trace is held from the start, so
 * what `change` reads is true until it has written. `note` writes the line of the trace, with the member
 * whom it is about.
 */
export function changeAccess<T>(
  { db, audit, now }: AccessTrace,
  siret: string,
  change: Change<T>,
): Promise<T> {
  return asCollectivite(db, siret, async (tx) => {
    await audit.lockHead(tx, siret)
    return change(tx, async (actor, action, memberId) => {
      const head = await audit.lockHead(tx, siret)
      await audit.append(tx, siret, head, {
        actor,
        action,
        references: memberId ? [`agent:${memberId}`] : [],
        at: now(),
      })
    })
  })
}
