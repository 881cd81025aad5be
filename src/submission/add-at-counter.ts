import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import type { SubmissionContent } from '#src/submission/content.js'
import { readDataKey } from '#src/submission/data-key.js'
import { openContent, sealContent } from '#src/submission/envelope.js'
import { reasonsOf } from '#src/submission/reasons.js'
import { newReference } from '#src/submission/reference.js'
import type { Safe } from '#src/submission/safe.js'

/** `form-used`: another attestation was stored from the same form; nothing is stored now. */
export type Adding = { kind: 'added'; reference: string } | { kind: 'form-used' }

/**
 * Stores what an agent typed from a paper attestation. A typed identity is linked to no certified transmission.
 * @param form its number: the same attestation sent twice is stored once
 */
export function addAtCounter(
  { db, keyring, audit, now }: Safe,
  siret: string,
  { form, content, actor }: { form: string; content: SubmissionContent; actor: Actor },
): Promise<Adding> {
  const id = idOf(siret, form)
  return asCollectivite(db, siret, async (tx) => {
    const [head, dataKey] = await Promise.all([audit.lockHead(tx, siret), readDataKey(tx, keyring, siret)])
    const reasons = reasonsOf(content, 'Guichet', null)
    const sealed = { ...content, attachments: [], reasons }
    const [kept] = await tx.select().from(submissions).where(eq(submissions.id, id))
    if (kept) {
      const stored = openContent(dataKey, siret, id, kept.envelope)
      return isDeepStrictEqual(stored, sealed)
        ? { kind: 'added', reference: kept.reference }
        : { kind: 'form-used' }
    }
    const reference = newReference()
    const createdAt = now()
    const envelope = sealContent(dataKey, siret, id, sealed)
    const toCheck = reasons.length > 0
    await tx
      .insert(submissions)
      .values({ id, siret, reference, createdAt, origin: 'Guichet', toCheck, envelope })
    await audit.append(tx, siret, head, {
      actor,
      action: 'ajout au guichet',
      references: [reference],
      at: createdAt,
    })
    return { kind: 'added', reference }
  })
}

/**
 * The id of what one form of a collectivité adds: a number taken from another collectivité tells nothing of what it has.
 * A UUID of version 8 (RFC 9562).
 */
function idOf(siret: string, form: string): string {
  const hex = createHash('sha256').update(`counter form:${siret}:${form}`).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
