import { randomUUID } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { submissions } from '#src/db/schema.js'
import { REASONS, type Reason, type SealedContent, type SubmissionContent } from '#src/submission/content.js'
import { readDataKey } from '#src/submission/data-key.js'
import { openContent, sealContent } from '#src/submission/envelope.js'
import { personHash } from '#src/submission/person.js'
import { newReference } from '#src/submission/reference.js'
import type { Safe } from '#src/submission/safe.js'

export type Submitted = { reference: string; submittedAt: Date }

/**
 * Seals and stores what a resident sends, and links it to her previous transmission to this collectivité.
 * @param consume runs first in the same transaction; when it answers false nothing is stored
 * @returns the reference and the moment of the transmission, or null when `consume` refused
 */
export function submit(
  { db, keyring, audit, now }: Safe,
  siret: string,
  content: SubmissionContent,
  consume: (tx: Db, submitted: Submitted) => Promise<boolean> = async () => true,
): Promise<Submitted | null> {
  return asCollectivite(db, siret, async (tx) => {
    const submitted = { reference: newReference(), submittedAt: now() }
    const [consumed, head, dataKey] = await Promise.all([
      consume(tx, submitted),
      audit.lockHead(tx, siret),
      readDataKey(tx, keyring, siret),
    ])
    if (!consumed) return null
    const person = personHash(dataKey, content.identity)
    const previous = await findPrevious(tx, siret, person, dataKey)
    const id = randomUUID()
    const reasons = reasonsOf(content, previous?.content ?? null)
    await Promise.all([
      tx.insert(submissions).values({
        id,
        siret,
        reference: submitted.reference,
        createdAt: submitted.submittedAt,
        origin: 'FranceConnect',
        toCheck: reasons.length > 0,
        person,
        previousId: previous?.id ?? null,
        envelope: sealContent(dataKey, siret, id, { ...content, reasons }),
      }),
      audit.append(tx, siret, head, {
        actor: 'usager',
        action: 'transmission',
        references: [submitted.reference],
        at: submitted.submittedAt,
      }),
    ])
    return submitted
  })
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

function reasonsOf(content: SubmissionContent, previous: SealedContent | null): Reason[] {
  const { value } = content.quotientFamilial
  const holds: Partial<Record<Reason, boolean>> = {
    'QF modifié': previous !== null && previous.quotientFamilial.value !== value,
    'QF à 0': value === 0,
  }
  return REASONS.filter((reason) => holds[reason])
}
