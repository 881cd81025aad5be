import { randomUUID } from 'node:crypto'
import { eq, inArray, lte } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { sentTransmissions } from '#src/db/schema.js'
import { seal, unseal } from '#src/seal.js'
import type { Keyring } from '#src/submission/keyring.js'
import { noteInUse } from '#src/submission/keys-in-use.js'
import { type Sender, sendersOf } from '#src/submission/sender.js'

/** What a resident finds again of a transmission: nothing of her, nothing of its content. */
export type SentTransmission = {
  siret: string
  reference: string
  submittedAt: Date
  /** Month of the quotient familial. */
  year: number
  month: number
  cancelledAt: Date | null
}

/** Notes a transmission for its sender, for so many days. */
export async function noteSent(
  tx: Db,
  keyring: Keyring,
  { sub, days }: { sub: string; days: number },
  sent: Omit<SentTransmission, 'cancelledAt'>,
): Promise<void> {
  const [sender] = sendersOf(keyring, sub)
  const id = randomUUID()
  const row = {
    id,
    sender: sender.mark,
    envelope: sealFor(sender, id, { ...sent, cancelledAt: null }),
    lastDay: dayOf(new Date(sent.submittedAt.getTime() + days * DAY)),
  }
  await Promise.all([tx.insert(sentTransmissions).values(row), noteInUse(tx, keyring)])
}

/** What this resident sent and is still kept, newest first. */
export async function findSent(db: Db, keyring: Keyring, sub: string): Promise<SentTransmission[]> {
  const found = await findRows(db, keyring, sub)
  return found.map(({ sent }) => sent).sort((a, b) => b.submittedAt.getTime() - a.submittedAt.getTime())
}

/** Notes that its sender took it back. */
export async function noteCancelled(
  tx: Db,
  keyring: Keyring,
  sub: string,
  reference: string,
  cancelledAt: Date,
): Promise<void> {
  const rows = await findRows(tx, keyring, sub)
  for (const { id, sender, sent } of rows.filter((row) => row.sent.reference === reference)) {
    const envelope = sealFor(sender, id, { ...sent, cancelledAt })
    await tx.update(sentTransmissions).set({ envelope }).where(eq(sentTransmissions.id, id))
  }
}

/** Removes, on its last day, what is kept no longer than the transmission, which goes in the course of that day. */
export async function removeForgotten(db: Db, now: Date): Promise<void> {
  await db.delete(sentTransmissions).where(lte(sentTransmissions.lastDay, dayOf(now)))
}

const DAY = 86_400_000

async function findRows(db: Db, keyring: Keyring, sub: string) {
  const senders = sendersOf(keyring, sub)
  const marks = senders.map(({ mark }) => mark)
  const rows = await db.select().from(sentTransmissions).where(inArray(sentTransmissions.sender, marks))
  return rows.flatMap(({ id, sender: mark, envelope }) => {
    const sender = senders.find((candidate) => candidate.mark.equals(mark))
    return sender ? [{ id, sender, sent: openFor(sender, id, envelope) }] : []
  })
}

function sealFor({ key }: Sender, id: string, sent: SentTransmission): Buffer {
  return seal(key, Buffer.from(JSON.stringify(sent)), boundTo(id))
}

function openFor({ key }: Sender, id: string, envelope: Buffer): SentTransmission {
  const { submittedAt, cancelledAt, ...sent } = JSON.parse(unseal(key, envelope, boundTo(id)).toString())
  return {
    ...sent,
    submittedAt: new Date(submittedAt),
    cancelledAt: cancelledAt === null ? null : new Date(cancelledAt),
  }
}

function boundTo(id: string): string {
  return `sent:${id}`
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10)
}
