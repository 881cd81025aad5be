import { randomUUID } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { submissions } from '#src/db/schema.js'
import { countAct } from '#src/statistics/count-acts.js'
import type { SealedContent, SubmissionContent } from '#src/submission/content.js'
import { readDataKey } from '#src/submission/data-key.js'
import { openContent, sealContent } from '#src/submission/envelope.js'
import { personHash } from '#src/submission/person.js'
import { reasonsOf } from '#src/submission/reasons.js'
import { newReference } from '#src/submission/reference.js'
import type { Safe } from '#src/submission/safe.js'
import { noteSent } from '#src/submission/sent-transmissions.js'

export type Submitted = { reference: string; submittedAt: Date }

export type Sending = {
  content: SubmissionContent
  /** Who finds it again after her sign-in, and for how many days. */
  sender: { sub: string; days: number } | null
  /** Runs among the writes; when it answers false nothing is stored. */
  consume?(tx: Db, submitted: Submitted): Promise<boolean>
}

/**
 * Seals and stores what a resident sends, and links it to her previous transmission to this collectivité. Four round
 * trips: what to send and the key; the previous one; the writes; the end.
 * @param read what to send, inside the transaction; null when there is nothing
 * @returns the reference and the moment of the transmission, or null when nothing was stored
 */
export async function submit(
  safe: Safe,
  siret: string,
  read: (tx: Db) => Promise<Sending | null>,
): Promise<Submitted | null> {
  try {
    return await asCollectivite(safe.db, siret, (tx) => store(safe, tx, siret, read))
  } catch (error) {
    if (error instanceof ConsumedMeanwhileError) return null
    throw error
  }
}

/** Rolls back: another request consumed first. */
class ConsumedMeanwhileError extends Error {}

async function store(
  { keyring, audit, now }: Safe,
  tx: Db,
  siret: string,
  read: (tx: Db) => Promise<Sending | null>,
): Promise<Submitted | null> {
  const key = readDataKey(tx, keyring, siret)
  // Without a collectivité there is no key, and nothing to send either.
  key.catch(() => {})
  const sending = await read(tx)
  if (!sending) return null
  const { content, sender, consume } = sending
  const dataKey = await key
  const person = personHash(dataKey, content.identity)
  const [head, previous] = await Promise.all([
    audit.lockHead(tx, siret),
    findPrevious(tx, siret, person, dataKey),
  ])
  const submitted = { reference: newReference(), submittedAt: now() }
  const { reference, submittedAt } = submitted
  const id = randomUUID()
  const reasons = reasonsOf(content, previous?.content ?? null)
  const [consumed] = await Promise.all([
    consume?.(tx, submitted) ?? true,
    tx.insert(submissions).values({
      id,
      siret,
      reference,
      createdAt: submittedAt,
      origin: 'FranceConnect',
      toCheck: reasons.length > 0,
      person,
      previousId: previous?.id ?? null,
      envelope: sealContent(dataKey, siret, id, { ...content, reasons }),
    }),
    sender && noteSent(tx, keyring, sender, { ...submitted, siret, ...monthOf(content) }),
    audit.append(tx, siret, head, {
      actor: 'usager',
      action: 'transmission',
      references: [reference],
      at: submittedAt,
    }),
    countAct(tx, siret, 'transmissions', submittedAt),
  ])
  if (!consumed) throw new ConsumedMeanwhileError()
  return submitted
}

function monthOf({ quotientFamilial: { year, month } }: SubmissionContent) {
  return { year, month }
}

async function findPrevious(
  tx: Db,
  siret: string,
  person: Buffer,
  dataKey: Buffer,
): Promise<{ id: string; content: SealedContent } | null> {
  const [row] = await tx
    .select({ id: submissions.id, envelope: submissions.envelope })
    .from(submissions)
    .where(and(eq(submissions.person, person), eq(submissions.origin, 'FranceConnect')))
    .orderBy(desc(submissions.createdAt), desc(submissions.id))
    .limit(1)
  return row ? { id: row.id, content: openContent(dataKey, siret, row.id, row.envelope) } : null
}
