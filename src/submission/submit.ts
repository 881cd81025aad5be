import { randomUUID } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import type { AcceptedFile } from '#src/attachments/attachment.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { hubeeFolders, submissions } from '#src/db/schema.js'
import { countAct } from '#src/statistics/count-acts.js'
import { keepAttachments, numbered } from '#src/submission/attachments.js'
import type { Origin, SealedContent, SubmissionContent } from '#src/submission/content.js'
import { readDataKey } from '#src/submission/data-key.js'
import { openContent, sealContent } from '#src/submission/envelope.js'
import { personHash } from '#src/submission/person.js'
import { reasonsOf } from '#src/submission/reasons.js'
import { newReference } from '#src/submission/reference.js'
import type { Safe } from '#src/submission/safe.js'
import { noteSent } from '#src/submission/sent-transmissions.js'

export type Submitted = { reference: string; submittedAt: Date }

export type Sending = {
  /** Drawn where the form was made: the same form sent twice is stored once. */
  id?: string
  origin: Exclude<Origin, 'Guichet'>
  content: SubmissionContent
  files?: AcceptedFile[]
  /** Whether it is to be handed over to HubEE too. */
  toHubee?: boolean
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
  const { id = randomUUID(), origin, content, files = [], toHubee = false, sender, consume } = sending
  const dataKey = await key
  // A typed identity is linked to nothing.
  const isTyped = origin === 'Attestation sans FranceConnect'
  const person = isTyped ? null : personHash(dataKey, content.identity)
  const [head, previous] = await Promise.all([
    audit.lockHead(tx, siret),
    person && findPrevious(tx, siret, person, dataKey),
  ])
  const submitted = { reference: newReference(), submittedAt: now() }
  const { reference, submittedAt } = submitted
  const reasons = reasonsOf(content, origin, previous?.content ?? null)
  const joined = numbered(files)
  const attachments = joined.map(({ bytes, ...attachment }) => attachment)
  const [consumed, inserted] = await Promise.all([
    consume?.(tx, submitted) ?? true,
    tx
      .insert(submissions)
      .values({
        id,
        siret,
        reference,
        createdAt: submittedAt,
        origin,
        toCheck: reasons.length > 0,
        person,
        previousId: previous?.id ?? null,
        envelope: sealContent(dataKey, siret, id, { ...content, attachments, reasons }),
      })
      .onConflictDoNothing({ target: submissions.id })
      .returning({ id: submissions.id }),
    toHubee &&
      tx
        .insert(hubeeFolders)
        .values({ id, siret, reference, createdAt: submittedAt, dueSince: submittedAt })
        .onConflictDoNothing(),
    sender && noteSent(tx, keyring, sender, { ...submitted, siret, ...monthOf(content) }),
    audit.append(tx, siret, head, {
      actor: 'usager',
      action: 'transmission',
      references: [reference],
      at: submittedAt,
    }),
    countAct(tx, siret, isTyped ? 'sentWithoutFranceConnect' : 'transmissions', submittedAt),
  ])
  if (!consumed || inserted.length === 0) throw new ConsumedMeanwhileError()
  await keepAttachments(tx, dataKey, siret, id, joined)
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
