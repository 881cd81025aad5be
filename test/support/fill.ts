import { randomUUID } from 'node:crypto'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { submissions } from '#src/db/schema.js'
import type { SubmissionContent } from '#src/submission/content.js'
import { readDataKey } from '#src/submission/data-key.js'
import { sealContent } from '#src/submission/envelope.js'
import { newReference } from '#src/submission/reference.js'
import type { Safe } from '#src/submission/safe.js'
import { contentOf } from './named.js'

const BATCH = 1_000

/** Puts this many transmissions into the safe at once, without a journey; row `index` says when and what. */
export async function fillSafe(
  { db, keyring }: Safe,
  siret: string,
  rows: number,
  of: (index: number) => { createdAt: Date; content?: Partial<SubmissionContent> },
): Promise<void> {
  for (let start = 0; start < rows; start += BATCH) {
    await asCollectivite(db, siret, async (tx) => {
      const dataKey = await readDataKey(tx, keyring, siret)
      const batch = Array.from({ length: Math.min(BATCH, rows - start) }, (_, place) => {
        const id = randomUUID()
        const { createdAt, content } = of(start + place)
        const envelope = sealContent(dataKey, siret, id, {
          ...contentOf(content),
          attachments: [],
          reasons: [],
        })
        const reference = newReference()
        return { id, siret, reference, createdAt, origin: 'FranceConnect' as const, toCheck: false, envelope }
      })
      await tx.insert(submissions).values(batch)
    })
  }
}
