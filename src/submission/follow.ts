import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { submissions } from '#src/db/schema.js'
import { hasReference } from '#src/submission/filter.js'

/** How far a transmission is on the desk; none of what it holds. */
export type Progress = { reference: string; openedAt: Date | null; treatedAt: Date | null }

/** The progress of these transmissions; those that are kept no longer are missing. */
export function followSubmissions(db: Db, siret: string, references: string[]): Promise<Progress[]> {
  const { reference, openedAt, treatedAt } = submissions
  return asCollectivite(db, siret, (tx) =>
    tx.select({ reference, openedAt, treatedAt }).from(submissions).where(hasReference(references)),
  )
}
