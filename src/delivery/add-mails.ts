import { randomUUID } from 'node:crypto'
import type { Db } from '#src/db/database.js'
import { mails } from '#src/db/schema.js'
import type { Jobs } from '#src/jobs/jobs.js'

/** Queues each of these deliveries for each of these addresses, once. Inside `asCollectivite`. */
export async function addMails(
  tx: Db,
  jobs: Jobs,
  siret: string,
  { deliveryIds, recipientIds }: { deliveryIds: string[]; recipientIds: string[] },
  createdAt: Date,
): Promise<void> {
  const out = deliveryIds.flatMap((deliveryId) =>
    recipientIds.map((recipientId) => ({ id: randomUUID(), siret, deliveryId, recipientId, createdAt })),
  )
  if (out.length === 0) return
  const added = await tx.insert(mails).values(out).onConflictDoNothing().returning({ id: mails.id })
  await Promise.all(added.map(({ id }) => jobs.send(tx, 'mails', { siret, id })))
}
