import { and, gt, sql } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { deliveries, mails } from '#src/db/schema.js'
import { addMails } from '#src/delivery/add-mails.js'
import type { Jobs } from '#src/jobs/jobs.js'

const DAYS = 7
const DAY = 86_400_000

/** What went to nobody in the last days, because its addresses refused or were removed, goes to a new one. Inside `asCollectivite`. */
export async function catchUp(
  tx: Db,
  jobs: Jobs,
  siret: string,
  recipientId: string,
  now: Date,
): Promise<void> {
  const reachesSomebody = sql`select from ${mails} where ${mails.deliveryId} = ${deliveries.id}
    and (${mails.acceptedAt} is not null or ${mails.failedAt} is null)`
  const missed = await tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        gt(deliveries.createdAt, new Date(now.getTime() - DAYS * DAY)),
        sql`not exists (${reachesSomebody})`,
      ),
    )
  const deliveryIds = missed.map(({ id }) => id)
  await addMails(tx, jobs, siret, { deliveryIds, recipientIds: [recipientId] }, now)
}
