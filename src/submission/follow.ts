import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { submissions } from '#src/db/schema.js'
import type { Origin } from '#src/submission/content.js'
import { hasReference } from '#src/submission/filter.js'

/** Where a transmission came from and how far it is on the desk; none of what it holds. */
export type Progress = { reference: string; origin: Origin; openedAt: Date | null; treatedAt: Date | null }

/** The progress of these transmissions; those that are kept no longer are missing. */
export function followSubmissions(db: Db, siret: string, references: string[]): Promise<Progress[]> {
  const { reference, origin, openedAt, treatedAt } = submissions
  return asCollectivite(db, siret, (tx) =>
    tx.select({ reference, origin, openedAt, treatedAt }).from(submissions).where(hasReference(references)),
  )
}
