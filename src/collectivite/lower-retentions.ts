import { and, eq, gt } from 'drizzle-orm'
import type { Audit } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { collectivites } from '#src/db/schema.js'

type Trace = { db: Db; audit: Audit; now: () => Date }

/**
 * No collectivité keeps anything longer than the operator allows: where it chose more, before the operator allowed less,
 * it is set to that, with a line in its trace. What its pages and mails say is then what is done.
 */
export async function lowerRetentions({ db, audit, now }: Trace, mostDays: number): Promise<void> {
  const { siret, retentionDays } = collectivites
  const tooLong = await db.select({ siret }).from(collectivites).where(gt(retentionDays, mostDays))
  for (const { siret: one } of tooLong)
    await asCollectivite(db, one, async (tx) => {
      const head = await audit.lockHead(tx, one)
      const lowered = await tx
        .update(collectivites)
        .set({ retentionDays: mostDays })
        .where(and(eq(siret, one), gt(retentionDays, mostDays)))
        .returning({ siret })
      if (lowered.length > 0)
        await audit.append(tx, one, head, { actor: 'service', action: 'réglages', references: [], at: now() })
    })
}
