import { and, desc, eq, gt, inArray, isNotNull, isNull, lt } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { deliveries, mails, recipients } from '#src/db/schema.js'
import { lifeOf, type MailLife } from '#src/delivery/life.js'
import { stateOf } from '#src/delivery/recipient.js'

/** One line of the history, with what became of it at each address. */
export type DeliveryLine = {
  id: string
  createdAt: Date
  content: 'avis' | 'csv'
  count: number
  firstAt: Date
  lastAt: Date
  mails: { email: string; life: MailLife }[]
}
/** What a member should know: addresses that refuse, mails given up, mails that wait. */
export type DeliveryTroubles = { refused: string[]; failed: number; waiting: number; unprotected: boolean }

const DAY = 86_400_000
const FAILURES_SHOWN_DAYS = 7
// Two failed attempts may pass by themselves.
const ATTEMPTS_UNSEEN = 3

/** Deliveries, new on top. */
export function listDeliveries(
  db: Db,
  siret: string,
  limit: number,
  before: Date | null,
): Promise<DeliveryLine[]> {
  return asCollectivite(db, siret, async (tx) => {
    const lines = await tx
      .select({
        id: deliveries.id,
        createdAt: deliveries.createdAt,
        content: deliveries.content,
        count: deliveries.count,
        firstAt: deliveries.firstAt,
        lastAt: deliveries.lastAt,
      })
      .from(deliveries)
      .where(before ? lt(deliveries.createdAt, before) : undefined)
      .orderBy(desc(deliveries.createdAt))
      .limit(limit)
    if (lines.length === 0) return []
    const ids = lines.map(({ id }) => id)
    const sent = await tx
      .select({ mail: mails, email: recipients.email })
      .from(mails)
      .innerJoin(recipients, eq(recipients.id, mails.recipientId))
      .where(inArray(mails.deliveryId, ids))
      .orderBy(recipients.email)
    return lines.map((line) => ({
      ...line,
      mails: sent
        .filter(({ mail }) => mail.deliveryId === line.id)
        .map(({ mail, email }) => ({ email, life: lifeOf(mail) })),
    }))
  })
}

/** What is wrong with the mails of the last days; null when nothing is. */
export async function findTroubles(db: Db, siret: string, now: Date): Promise<DeliveryTroubles | null> {
  const since = new Date(now.getTime() - FAILURES_SHOWN_DAYS * DAY)
  const [rows, addresses] = await asCollectivite(db, siret, (tx) =>
    Promise.all([
      tx
        .select()
        .from(mails)
        .where(and(isNull(mails.acceptedAt), gt(mails.createdAt, since), gt(mails.attempts, 0))),
      tx.select().from(recipients).where(isNull(recipients.removedAt)),
    ]),
  )
  const refused = addresses.filter((row) => stateOf(row) === 'refused').map(({ email }) => email)
  const ofDeliveries = rows.filter(({ deliveryId }) => deliveryId)
  const failed = ofDeliveries.filter(({ failedAt }) => failedAt).length
  const waits = ofDeliveries.filter(({ failedAt, attempts }) => !failedAt && attempts >= ATTEMPTS_UNSEEN)
  const unprotected = ofDeliveries.some(({ failedAt, lastCode }) => !failedAt && lastCode === 'TLS')
  if (refused.length === 0 && failed === 0 && waits.length === 0 && !unprotected) return null
  return { refused, failed, waiting: waits.length, unprotected }
}

/** Where the last link sent to each address stands, by its id. */
export async function livesOfLinks(db: Db, siret: string): Promise<Map<string, MailLife>> {
  const rows = await asCollectivite(db, siret, (tx) =>
    tx
      .select()
      .from(mails)
      .where(and(isNotNull(mails.recipientId), isNull(mails.deliveryId)))
      .orderBy(mails.createdAt),
  )
  return new Map(rows.flatMap((row) => (row.recipientId ? [[row.recipientId, lifeOf(row)] as const] : [])))
}

/** Where the last mail about each of these members or invitations stands. */
export async function livesAbout(db: Db, siret: string, about: string[]): Promise<Map<string, MailLife>> {
  if (about.length === 0) return new Map()
  const rows = await asCollectivite(db, siret, (tx) =>
    tx.select().from(mails).where(inArray(mails.about, about)).orderBy(mails.createdAt),
  )
  return new Map(rows.flatMap((row) => (row.about ? [[row.about, lifeOf(row)] as const] : [])))
}
