import { lte } from 'drizzle-orm'
import { collectivites } from '#src/db/schema.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'

/** Asks for the deliveries of all whose period has ended. Asked by two at once, each is still made once. */
export async function endPeriods({ safe, jobs, now }: DeliveryServices): Promise<void> {
  await safe.db.transaction(async (tx) => {
    const due = await tx
      .select({ siret: collectivites.siret })
      .from(collectivites)
      .where(lte(collectivites.mailDueAt, now()))
    await Promise.all(due.map(({ siret }) => jobs.send(tx, 'deliveries', { siret })))
  })
}
