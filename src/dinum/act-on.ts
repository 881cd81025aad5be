import { type Act, noteAct } from '#src/audit/acts.js'
import type { Actor } from '#src/audit/audit.js'
import { changeAccess, type Note } from '#src/collectivite/access/change-access.js'
import type { Db } from '#src/db/database.js'
import type { Operator } from '#src/dinum/operators.js'
import type { ConsoleServices } from '#src/dinum/with-operator.js'

/** What an act works with; `journal` writes its line into the console's journal, `note` into the collectivité's trace. */
export type Doing = {
  tx: Db
  note: Note
  actor: Actor
  journal(act: Act, concerned?: string): Promise<void>
}

/** An operator acts on a collectivité that is in the directory: all of it in one transaction, or nothing. */
export function actOn<T>(
  { safe }: Pick<ConsoleServices, 'safe'>,
  { id }: Pick<Operator, 'id'>,
  siret: string,
  work: (doing: Doing) => Promise<T>,
): Promise<T> {
  return changeAccess(safe, siret, (tx, note) =>
    work({
      tx,
      note,
      actor: `dinum:${id}`,
      journal: (act, concerned) =>
        noteAct(safe, tx, { id }, act, { siret, ...(concerned ? { concerned } : {}) }),
    }),
  )
}
