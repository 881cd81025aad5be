import { and, eq, gt } from 'drizzle-orm'
import { type AccessTrace, changeAccess } from '#src/collectivite/access/change-access.js'
import { changedSettings } from '#src/collectivite/changed-settings.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { collectivites } from '#src/db/schema.js'

/**
 * No collectivité keeps anything longer than the operator allows: where it chose more, before the operator allowed less,
 * it is set to that, with a line in its trace. What its pages and mails say is then what is done.
 */
export async function lowerRetentions(trace: AccessTrace, mostDays: number): Promise<void> {
  const { siret, retentionDays } = collectivites
  const tooLong = gt(retentionDays, mostDays)
  for (const { siret: one } of await trace.db.select({ siret }).from(collectivites).where(tooLong))
    await changeAccess(trace, one, async (tx, note) => {
      const before = await findCollectivite(tx, one)
      const lowered = await tx
        .update(collectivites)
        .set({ retentionDays: mostDays })
        .where(and(eq(siret, one), tooLong))
        .returning({ retentionDays })
      const [now] = lowered
      if (before && now) await note('service', 'réglages', ...changedSettings(before, now))
    })
}
