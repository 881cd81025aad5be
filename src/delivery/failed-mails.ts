import { and, eq, gt, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { listCollectivites } from '#src/collectivite/directory.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { mails, recipients } from '#src/db/schema.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { isActive } from '#src/delivery/recipient.js'
import { listDeadLetters, retryDeadLetters } from '#src/jobs/dead-letters.js'

const DAY = 86_400_000
// As long as their content is kept.
const RETRIED_WITHIN_DAYS = 7

/** A mail given up, without a word of whom it was for. */
export type FailedMail = { siret: string; id: string; failedAt: Date; code: string; isDelivery: boolean }

/** What was given up in the last days and could be tried again, and the jobs that the queue gave up. */
export async function listFailed({ safe }: DeliveryServices) {
  const found = await ofEach(safe.db, (tx, siret) =>
    tx
      .select()
      .from(mails)
      .where(isRetriable(safe.now()))
      .then((rows) =>
        rows.map(
          ({ id, failedAt, lastCode, deliveryId }): FailedMail => ({
            siret,
            id,
            failedAt: failedAt ?? safe.now(),
            code: lastCode ?? 'UNKNOWN',
            isDelivery: deliveryId !== null,
          }),
        ),
      ),
  )
  return { mails: found.flat(), deadLetters: await listDeadLetters(safe.db) }
}

/** Tries all of it again, for another 48 hours. How many there were. */
export async function retryFailed({ safe, jobs }: DeliveryServices): Promise<number> {
  const counts = await ofEach(safe.db, (tx, siret) =>
    reopenMails(tx, jobs, siret, safe.now(), isRetriable(safe.now())),
  )
  const dead = await safe.db.transaction((tx) => retryDeadLetters(tx, jobs))
  return counts.reduce((sum, count) => sum + count, dead)
}

/** An address says yes again: what it missed in the last days leaves now. Inside `asCollectivite`. */
export function reopenMailsOf(
  tx: Db,
  jobs: DeliveryServices['jobs'],
  siret: string,
  recipientId: string,
  now: Date,
): Promise<number> {
  return reopenMails(tx, jobs, siret, now, and(eq(mails.recipientId, recipientId), isRetriable(now)))
}

async function reopenMails(
  tx: Db,
  jobs: DeliveryServices['jobs'],
  siret: string,
  now: Date,
  which: SQL | undefined,
): Promise<number> {
  const reopened = await tx
    .update(mails)
    .set({ createdAt: now, attempts: 0, failedAt: null, lastCode: null, nextAttemptAt: null })
    .where(which)
    .returning({ id: mails.id })
  await Promise.all(reopened.map(({ id }) => jobs.send(tx, 'mails', { siret, id })))
  return reopened.length
}

// An address that refuses is asked to confirm first.
function isRetriable(now: Date): SQL | undefined {
  const recent = gt(mails.failedAt, new Date(now.getTime() - RETRIED_WITHIN_DAYS * DAY))
  const active = sql`${mails.recipientId} in (select id from ${recipients} where ${isActive})`
  const hasContent = or(isNotNull(mails.deliveryId), isNotNull(mails.envelope))
  return and(isNull(mails.acceptedAt), recent, hasContent, or(isNull(mails.recipientId), active))
}

async function ofEach<T>(db: Db, work: (tx: Db, siret: string) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (const { siret } of await listCollectivites(db))
    results.push(await asCollectivite(db, siret, (tx) => work(tx, siret)))
  return results
}
