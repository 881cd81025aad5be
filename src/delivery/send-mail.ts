import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import { type Note, noteIn } from '#src/collectivite/access/change-access.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { collectivites, mails, recipients } from '#src/db/schema.js'
import { nextAttemptAt } from '#src/delivery/attempts.js'
import { type Composed, composeMail, NOTHING_OPENED, type Opened } from '#src/delivery/compose.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { type HeldMail, holdMail, isStillWanted, type Wanted, wantedOf } from '#src/delivery/hold-mail.js'
import { insist } from '#src/delivery/insist.js'
import { isToResident } from '#src/delivery/to-resident.js'
import type { JobData } from '#src/jobs/jobs.js'
import { describeError } from '#src/log.js'
import type { MailOutcome } from '#src/mail/mailer.js'
import { markExported, markUnopened } from '#src/submission/open-submissions.js'

/** Another process has the mail in hand: the job comes again. */
class MailHeldError extends Error {
  override name = 'MailHeldError'
  readonly code = 'MAIL_HELD'
}

/** A fault of ours: the mail is tried again as after a fault of the server, and given up as late. */
type Uncomposed = { code: string }

/** Sends one mail and notes what became of it; the log learns how, not to whom. */
export async function sendMail(services: DeliveryServices, { siret, id }: JobData['mails']): Promise<void> {
  const { safe, log, now } = services
  const held = await holdMail(safe.db, siret, id, now())
  if (held === 'held') throw new MailHeldError('Another process has the mail in hand')
  if (held === 'done') return
  const wanted = wantedOf(held)
  const composed = await composeMail(services, held).catch((error): Uncomposed => {
    log.error('mail not composed', { siret, ...describeError(error) })
    return { code: describeError(error).errorCode ?? 'UNEXPECTED' }
  })
  const opened = composed && 'mail' in composed ? composed.opened : NOTHING_OPENED
  if (!composed || wanted === 'unwanted') return drop(safe.db, held, opened)
  const outcome = await attempt(services, held, composed, wanted)
  services.metrics.count('qf_mails_total', { kind: kindOf(held), outcome: outcome.kind })
  await insist(log, () => note(services, held, outcome, opened))
  if (outcome.kind === 'sent') log.info('mail sent', { siret })
  else log.warn('mail not sent', { siret, outcome: outcome.kind, errorCode: outcome.code })
}

function kindOf(held: HeldMail): 'notice' | 'file' | 'receipt' | 'other' {
  if (held.delivery) return held.delivery.content === 'csv' ? 'file' : 'notice'
  return isToResident(held) ? 'receipt' : 'other'
}

async function attempt(
  { mailer, safe }: DeliveryServices,
  held: HeldMail,
  composed: Composed | Uncomposed,
  wanted: Wanted,
): Promise<MailOutcome> {
  if (wanted === 'refused') return { kind: 'recipient-refused', code: held.lastCode ?? 'REFUSED' }
  if (!('mail' in composed)) return { kind: 'later', code: composed.code }
  const mayLeave = () => isStillWanted(safe.db, held)
  return mailer.send({ ...composed.mail, mayLeave })
}

function note(
  services: DeliveryServices,
  held: HeldMail,
  outcome: MailOutcome,
  opened: Opened,
): Promise<void> {
  const now = services.now()
  return asCollectivite(services.safe.db, held.siret, async (tx) => {
    // Before any row of a mail, as who confirms an address does.
    if (held.recipientId) await services.safe.audit.lockHead(tx, held.siret)
    const trace = noteIn(services.safe, tx, held.siret)
    if (outcome.kind === 'sent') {
      await Promise.all([close(tx, held, { acceptedAt: now, lastCode: null }), noteHealthy(tx, held)])
      if (opened.all.length > 0) await markExported(tx, opened.all, now)
      const what = opened.all.length > 0 ? 'fichier envoyé' : 'avis envoyé'
      if (held.delivery) await trace('service', what, `adresse:${held.recipientId}`)
      return
    }
    // Nobody has it: who sent it may take it back, as before this attempt.
    if (opened.now.length > 0 && !mayHaveArrived(outcome)) await closeAgain(tx, opened.now, held)
    if (outcome.kind === 'recipient-refused') return refuse(tx, trace, held, outcome.code, now)
    const next = outcome.kind === 'later' ? nextAttemptAt(held, now) : null
    if (!next) return giveUp(tx, held, outcome.code, now)
    await close(tx, held, { nextAttemptAt: next, lastCode: outcome.code })
    const inSeconds = (next.getTime() - now.getTime()) / 1000
    await services.jobs.send(tx, 'mails', { siret: held.siret, id: held.id }, inSeconds)
  })
}

// Cut off after the mail was handed over: it may be there.
function mayHaveArrived(outcome: MailOutcome): boolean {
  return outcome.kind === 'later' && /^E(CONNECTION|TIMEDOUT|SOCKET|PROTOCOL)$|^UNKNOWN$/.test(outcome.code)
}

function closeAgain(tx: Db, references: string[], { lastAttemptAt }: HeldMail): Promise<unknown> {
  return lastAttemptAt ? markUnopened(tx, references, lastAttemptAt) : Promise.resolve()
}

type Closing = Partial<Pick<HeldMail, 'acceptedAt' | 'failedAt' | 'nextAttemptAt' | 'lastCode'>>

async function close(tx: Db, held: HeldMail, dates: Closing): Promise<void> {
  // What has left need not be kept; what failed may be tried again by the operator, but for a resident's.
  const isOver = dates.acceptedAt || (dates.failedAt && isToResident(held))
  await tx
    .update(mails)
    .set({ heldUntil: null, nextAttemptAt: null, ...(isOver ? { envelope: null } : {}), ...dates })
    .where(eq(mails.id, held.id))
}

async function giveUp(tx: Db, held: HeldMail, lastCode: string, now: Date): Promise<void> {
  await close(tx, held, { failedAt: now, lastCode })
  if (isToResident(held)) return
  const { siret, mailFailedAt } = collectivites
  await tx
    .update(collectivites)
    .set({ mailFailedAt: now })
    .where(and(eq(siret, held.siret), isNull(mailFailedAt)))
}

// Nearly always there is nothing to change, and nothing waits for it.
async function noteHealthy(tx: Db, held: HeldMail): Promise<void> {
  if (isToResident(held)) return
  const { siret, mailFailedAt } = collectivites
  await tx
    .update(collectivites)
    .set({ mailFailedAt: null })
    .where(and(eq(siret, held.siret), isNotNull(mailFailedAt)))
}

// Nothing more is sent to an address that its server refuses, until it is confirmed again.
async function refuse(tx: Db, trace: Note, held: HeldMail, lastCode: string, now: Date): Promise<void> {
  await giveUp(tx, held, lastCode, now)
  if (!held.recipientId) return
  const isOne = eq(recipients.id, held.recipientId)
  const isNew = (await tx.$count(recipients, and(isOne, isNull(recipients.refusedAt)))) > 0
  await tx.update(recipients).set({ refusedAt: now, tokenHash: null }).where(isOne)
  if (isNew) await trace('service', 'adresse refusée', `adresse:${held.recipientId}`)
  const others = and(
    eq(mails.recipientId, held.recipientId),
    ne(mails.id, held.id),
    isNull(mails.acceptedAt),
    isNull(mails.failedAt),
  )
  await tx.update(mails).set({ failedAt: now, lastCode }).where(others)
}

/** Nothing is left to say, or nobody to say it to. */
async function drop(db: Db, held: HeldMail, opened: Opened): Promise<void> {
  await asCollectivite(db, held.siret, async (tx) => {
    await tx.delete(mails).where(eq(mails.id, held.id))
    if (opened.now.length > 0) await closeAgain(tx, opened.now, held)
  })
}
