import { and, eq, gt, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { type Acting, actorOf, noteAct } from '#src/audit/acts.js'
import { noteIn } from '#src/collectivite/access/change-access.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { collectivites, hubeeFolders, mails, recipients } from '#src/db/schema.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { reopenFolders } from '#src/delivery/hubee/waiting-folders.js'
import { isActive } from '#src/delivery/recipient.js'
import { type DeadLetter, listDeadLetters, retryDeadLetters } from '#src/jobs/dead-letters.js'
import { someAtOnce } from '#src/some-at-once.js'

const DAY = 86_400_000
// As long as their content is kept.
const RETRIED_WITHIN_DAYS = 7
const AT_ONCE = 4

/** A mail or a folder of HubEE given up, without a word of whom it was for. */
export type FailedSending = {
  siret: string
  id: string
  failedAt: Date
  code: string
  what: 'delivery' | 'other mail' | 'HubEE folder'
}

/**
 * Where to look: among the collectivités whose mails fail now, or, which takes seconds where there are thousands, among
 * all, for those whose mails leave again since.
 */
export type Where = 'failing' | 'everywhere'

/** What was given up in the last days and could be tried again, and the jobs that the queue gave up. */
export async function listFailed(
  { safe }: Pick<DeliveryServices, 'safe'>,
  where: Where = 'everywhere',
): Promise<{ sendings: FailedSending[]; deadLetters: DeadLetter[] }> {
  const found = await ofEach(safe.db, where, async (tx, siret) => {
    const [lost, folders] = await Promise.all([
      tx.select().from(mails).where(isRetriable(safe.now())),
      tx.select().from(hubeeFolders).where(isFailedFolder(safe.now())),
    ])
    const told = (row: Failed, what: FailedSending['what']): FailedSending => ({
      siret,
      id: row.id,
      failedAt: row.failedAt ?? safe.now(),
      code: row.lastCode ?? 'UNKNOWN',
      what,
    })
    return [
      ...lost.map((row) => told(row, row.deliveryId ? 'delivery' : 'other mail')),
      ...folders.map((row) => told(row, 'HubEE folder')),
    ]
  })
  return { sendings: found.flat(), deadLetters: await listDeadLetters(safe.db) }
}

/** Tries all of it again, for another 48 hours. How many there were. */
export async function retryFailed(
  services: Pick<DeliveryServices, 'safe' | 'jobs'>,
  by: Acting,
  where: Where = 'everywhere',
): Promise<number> {
  const { safe, jobs } = services
  const counts = await ofEach(safe.db, where, (tx, siret) => retryIn(services, tx, siret, by))
  const dead = await safe.db.transaction(async (tx) => {
    const count = await retryDeadLetters(tx, jobs)
    if (count > 0) await noteAct(safe, tx, by, 'envois repris', { concerned: `${count} tâches` })
    return count
  })
  return counts.reduce((sum, count) => sum + count, dead)
}

/** Tries one of them again. @returns false when there is nothing to try */
export async function retrySending(
  services: Pick<DeliveryServices, 'safe' | 'jobs'>,
  by: Acting,
  { siret, id }: Pick<FailedSending, 'siret' | 'id'>,
): Promise<boolean> {
  const reopened = await asCollectivite(services.safe.db, siret, (tx) => retryIn(services, tx, siret, by, id))
  return reopened > 0
}

/** With its lines, in the trace of the collectivité and in the journal. Inside `asCollectivite`. */
async function retryIn(
  { safe, jobs }: Pick<DeliveryServices, 'safe' | 'jobs'>,
  tx: Db,
  siret: string,
  by: Acting,
  id?: string,
): Promise<number> {
  const now = safe.now()
  const wanted = and(id ? eq(mails.id, id) : undefined, isRetriable(now))
  const wantedFolders = and(id ? eq(hubeeFolders.id, id) : undefined, isFailedFolder(now))
  // Most have none, and are not held for it.
  const counts = await Promise.all([tx.$count(mails, wanted), tx.$count(hubeeFolders, wantedFolders)])
  if (counts.every((count) => count === 0)) return 0
  await safe.audit.lockHead(tx, siret)
  const count =
    (await reopenMails(tx, jobs, siret, now, wanted)) +
    (await reopenFolders(tx, jobs, siret, now, wantedFolders))
  if (count === 0) return 0
  await noteIn(safe, tx, siret)(actorOf(by), 'envois repris')
  await noteAct(safe, tx, by, 'envois repris', { siret, concerned: `${count} envois` })
  return count
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

type Failed = { id: string; failedAt: Date | null; lastCode: string | null }

function isFailedFolder(now: Date): SQL | undefined {
  return and(isNull(hubeeFolders.completedAt), gt(hubeeFolders.failedAt, retriableSince(now)))
}

function retriableSince(now: Date): Date {
  return new Date(now.getTime() - RETRIED_WITHIN_DAYS * DAY)
}

// An address that refuses is asked to confirm first; what was for a resident has no content any more.
function isRetriable(now: Date): SQL | undefined {
  const recent = gt(mails.failedAt, retriableSince(now))
  const active = sql`${mails.recipientId} in (select id from ${recipients} where ${isActive})`
  const hasContent = or(isNotNull(mails.deliveryId), isNotNull(mails.envelope))
  return and(isNull(mails.acceptedAt), recent, hasContent, or(isNull(mails.recipientId), active))
}

/** Each in a transaction of its own, a few at a time: nobody else's page has to wait for a connection. */
async function ofEach<T>(db: Db, where: Where, work: (tx: Db, siret: string) => Promise<T>): Promise<T[]> {
  const { siret, state, mailFailedAt, hubeeFailedAt } = collectivites
  const fails = or(isNotNull(mailFailedAt), isNotNull(hubeeFailedAt))
  const found = await db
    .select({ siret })
    .from(collectivites)
    .where(and(ne(state, 'fermée'), where === 'failing' ? fails : undefined))
    .orderBy(siret)
  return someAtOnce(found, AT_ONCE, ({ siret }) => asCollectivite(db, siret, (tx) => work(tx, siret)))
}
