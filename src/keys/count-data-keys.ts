import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { dataKeys } from '#src/db/schema.js'
import { forEachCollectivite } from '#src/keys/for-each-collectivite.js'
import { wrapperOf } from '#src/submission/keyring.js'

/** How many data keys each master key wraps, by the id that their envelopes name. */
export async function countDataKeys(db: Db): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  await forEachCollectivite(db, async (siret) => {
    const rows = await asCollectivite(db, siret, (tx) => tx.select().from(dataKeys))
    for (const id of rows.map(({ wrapped }) => wrapperOf(wrapped))) counts.set(id, (counts.get(id) ?? 0) + 1)
  })
  return counts
}
