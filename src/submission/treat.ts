import { and, isNotNull, isNull } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import { hasReference } from '#src/submission/filter.js'
import type { Safe } from '#src/submission/safe.js'

/** What an agent says of transmissions: they are in her own files, or they are to be taken again. */
export type Treatment = 'traité' | 'à traiter'

export type Treating = {
  treatment: Treatment
  actor: Actor
  /** Leaves alone what is in no file: a download may have broken off. */
  onlyExported?: boolean
}

/**
 * Says of transmissions that they are treated, or to be treated again. Saying so twice changes nothing.
 * @returns those of the references that are kept
 */
export function treatSubmissions(
  { db, audit, now }: Safe,
  siret: string,
  references: string[],
  { treatment, actor, onlyExported = false }: Treating,
): Promise<string[]> {
  return asCollectivite(db, siret, async (tx) => {
    const at = now()
    const concerned = and(
      hasReference(references),
      onlyExported ? isNotNull(submissions.exportedAt) : undefined,
    )
    const [head, kept] = await Promise.all([
      audit.lockHead(tx, siret),
      tx.select({ reference: submissions.reference }).from(submissions).where(hasReference(references)),
    ])
    const treats = treatment === 'traité'
    const changed = await tx
      .update(submissions)
      .set({ treatedAt: treats ? at : null })
      .where(and(concerned, treats ? isNull(submissions.treatedAt) : isNotNull(submissions.treatedAt)))
      .returning({ reference: submissions.reference })
    const action = treats ? 'traitement' : 'remise à traiter'
    if (changed.length > 0)
      await audit.append(tx, siret, head, { actor, action, references: changed.map(referenceOf), at })
    return kept.map(referenceOf)
  })
}

function referenceOf({ reference }: { reference: string }): string {
  return reference
}
