import { randomUUID } from 'node:crypto'
import { and, desc, eq, gte, isNull, lt } from 'drizzle-orm'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { collectivites, deliveries, recipients, submissions } from '#src/db/schema.js'
import { addMails } from '#src/delivery/add-mails.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { type Frequency, lastPeriodEnd, nextPeriodEnd } from '#src/delivery/periods.js'
import { isActive } from '#src/delivery/recipient.js'
import type { JobData } from '#src/jobs/jobs.js'
import { NO_EXAMPLE } from '#src/submission/filter.js'

/** After a mail, what arrives in these seconds waits and leaves together. */
const QUIET_SECONDS = 300

type Subscribed = Collectivite & { mailFrequency: Frequency }
/** What leaves now: what was transmitted before `end`. */
type Moment = { end: Date } | { waitSeconds: number }

/**
 * Makes the delivery that is due for a collectivité, if any: each transmission is in one delivery, each period has one
 * at most, and nothing is made when nothing arrived or nobody may have it yet. What is not taken now, the next one takes.
 */
export async function makeDelivery(
  services: DeliveryServices,
  { siret }: JobData['deliveries'],
): Promise<void> {
  const { safe, jobs, now, metrics } = services
  try {
    const { isAtOnce, made } = await asCollectivite(safe.db, siret, async (tx) => {
      // Who transmits holds the trace until that is stored: nothing is missed that asked for no other delivery.
      await safe.audit.lockHead(tx, siret)
      const collectivite = await findCollectivite(tx, siret)
      if (!collectivite || !isSubscribed(collectivite)) return { isAtOnce: false, made: null }
      const moment = await momentOf(tx, collectivite, now())
      const again = (inSeconds: number) => jobs.send(tx, 'deliveries', { siret }, inSeconds)
      const isAtOnce = collectivite.mailFrequency === 'transmission'
      const isTaken = !('waitSeconds' in moment) && (await take(tx, jobs, collectivite, moment.end, now()))
      if ('waitSeconds' in moment) await again(moment.waitSeconds)
      else if (isTaken && isAtOnce) await again(QUIET_SECONDS)
      const { mailFrequency: frequency, mailContent: content } = collectivite
      return { isAtOnce, made: isTaken ? { frequency, content } : null }
    })
    if (made) metrics.count('qf_deliveries_total', made)
    if (isAtOnce) return
  } catch (error) {
    if (!(error instanceof PeriodTakenError)) throw error
  }
  await moveOn(services, siret)
}

/** Rolls back: the period has its delivery, and what came too late for it waits for the next. */
class PeriodTakenError extends Error {}

function isSubscribed(collectivite: Collectivite): collectivite is Subscribed {
  return collectivite.mailFrequency !== null && collectivite.state !== 'fermée'
}

async function momentOf(tx: Db, { mailFrequency, timeZone }: Subscribed, now: Date): Promise<Moment> {
  if (mailFrequency !== 'transmission') return { end: lastPeriodEnd(mailFrequency, now, timeZone) }
  const [last] = await tx
    .select({ createdAt: deliveries.createdAt })
    .from(deliveries)
    .where(eq(deliveries.frequency, 'transmission'))
    .orderBy(desc(deliveries.periodEnd))
    .limit(1)
  const waitSeconds = last ? QUIET_SECONDS - (now.getTime() - last.createdAt.getTime()) / 1000 : 0
  // By now everything stored was transmitted, whatever the clock of the process that stored it.
  return waitSeconds > 0 ? { waitSeconds } : { end: now }
}

async function take(
  tx: Db,
  jobs: DeliveryServices['jobs'],
  { siret, mailFrequency, mailContent, mailSince }: Subscribed,
  end: Date,
  now: Date,
): Promise<boolean> {
  const to = await tx.select({ id: recipients.id }).from(recipients).where(isActive)
  if (to.length === 0) return false
  const id = randomUUID()
  const rows = await tx
    .update(submissions)
    .set({ deliveryId: id })
    .where(
      and(
        isNull(submissions.deliveryId),
        NO_EXAMPLE,
        mailSince ? gte(submissions.createdAt, mailSince) : undefined,
        mailFrequency === 'transmission' ? undefined : lt(submissions.createdAt, end),
      ),
    )
    .returning({ reference: submissions.reference, createdAt: submissions.createdAt })
  if (rows.length === 0) return false
  rows.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
  const made = await tx
    .insert(deliveries)
    .values({
      id,
      siret,
      createdAt: now,
      frequency: mailFrequency,
      content: mailContent,
      periodEnd: end,
      firstAt: rows[0]?.createdAt ?? now,
      lastAt: rows.at(-1)?.createdAt ?? now,
      count: rows.length,
      references: rows.map(({ reference }) => reference),
    })
    .onConflictDoNothing()
    .returning({ id: deliveries.id })
  if (made.length === 0) throw new PeriodTakenError()
  await addMails(tx, jobs, siret, { deliveryIds: [id], recipientIds: to.map((one) => one.id) }, now)
  return true
}

// Whatever was made: the minute does not ask again before the next period ends.
async function moveOn({ safe, now }: DeliveryServices, siret: string): Promise<void> {
  const collectivite = await findCollectivite(safe.db, siret)
  if (!collectivite) return
  const { mailFrequency, timeZone, mailDueAt } = collectivite
  const mailDueAtNext =
    mailFrequency && mailFrequency !== 'transmission' ? nextPeriodEnd(mailFrequency, now(), timeZone) : null
  if (mailDueAtNext?.getTime() === mailDueAt?.getTime()) return
  await safe.db.update(collectivites).set({ mailDueAt: mailDueAtNext }).where(eq(collectivites.siret, siret))
}
