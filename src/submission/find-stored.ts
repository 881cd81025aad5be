import { eq } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { submissions } from '#src/db/schema.js'
import type { Submitted } from '#src/submission/submit.js'

/** What was stored under the number of a form; null when nothing was, or it is erased. */
export async function findStored(db: Db, siret: string, id: string): Promise<Submitted | null> {
  const { reference, createdAt } = submissions
  const [row] = await asCollectivite(db, siret, (tx) =>
    tx.select({ reference, submittedAt: createdAt }).from(submissions).where(eq(submissions.id, id)),
  )
  return row ?? null
}
