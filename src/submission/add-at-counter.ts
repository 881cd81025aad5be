import { eq } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import type { SubmissionContent } from '#src/submission/content.js'
import { readDataKey } from '#src/submission/data-key.js'
import { sealContent } from '#src/submission/envelope.js'
import { reasonsOf } from '#src/submission/reasons.js'
import { newReference } from '#src/submission/reference.js'
import type { Safe } from '#src/submission/safe.js'

/**
 * Stores what an agent typed from a paper attestation. A typed identity is linked to no certified transmission.
 * @param id drawn for the form: sent twice, it stores once
 * @returns the reference
 */
export function addAtCounter(
  { db, keyring, audit, now }: Safe,
  siret: string,
  { id, content, actor }: { id: string; content: SubmissionContent; actor: Actor },
): Promise<string> {
  return asCollectivite(db, siret, async (tx) => {
    const [head, dataKey] = await Promise.all([audit.lockHead(tx, siret), readDataKey(tx, keyring, siret)])
    const [kept] = await tx
      .select({ reference: submissions.reference })
      .from(submissions)
      .where(eq(submissions.id, id))
    if (kept) return kept.reference
    const reference = newReference()
    const createdAt = now()
    const reasons = reasonsOf(content, null)
    const envelope = sealContent(dataKey, siret, id, { ...content, reasons })
    const toCheck = reasons.length > 0
    await Promise.all([
      tx
        .insert(submissions)
        .values({ id, siret, reference, createdAt, origin: 'Guichet', toCheck, envelope }),
      audit.append(tx, siret, head, {
        actor,
        action: 'ajout au guichet',
        references: [reference],
        at: createdAt,
      }),
    ])
    return reference
  })
}
