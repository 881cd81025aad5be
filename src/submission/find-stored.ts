import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'
import { readDataKey } from '#src/submission/data-key.js'
import { openContent } from '#src/submission/envelope.js'
import type { Safe } from '#src/submission/safe.js'
import type { Submitted } from '#src/submission/submit.js'

/**
 * What was stored under the number of a form, for whoever sends it again.
 * @returns null when nothing was, when it is erased, or when it was sent under another identity: the number alone gives
 * no right to it
 */
export function findStored(
  { db, keyring }: Safe,
  siret: string,
  id: string,
  identity: PivotIdentity,
): Promise<Submitted | null> {
  return asCollectivite(db, siret, async (tx) => {
    const [dataKey, [row]] = await Promise.all([
      readDataKey(tx, keyring, siret),
      tx.select().from(submissions).where(eq(submissions.id, id)),
    ])
    if (!row || !isDeepStrictEqual(openContent(dataKey, siret, id, row.envelope).identity, identity))
      return null
    return { reference: row.reference, submittedAt: row.createdAt }
  })
}
