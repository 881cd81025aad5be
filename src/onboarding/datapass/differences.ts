import { asc, eq } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { collectivites, datapassDifferences } from '#src/db/schema.js'

export const DIFFERENCE_KINDS = [
  'terminée chez DataPass',
  'inconnue de DataPass',
  'terminée ici',
  'autre SIRET',
  'événements arrêtés',
  'SIRET invalide',
] as const
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number]
export type Difference = {
  /** The demande at DataPass. */
  habilitationId: number
  kind: DifferenceKind
  organizationSiret: string | null
}

/** One that was found, with the name of the collectivité here, if it is in the directory. */
export type DifferenceLine = Difference & { name: string | null }

/** What the last comparison that went well found, by kind. */
export async function listDifferences(db: Db): Promise<DifferenceLine[]> {
  const { kind, habilitationId, organizationSiret } = datapassDifferences
  const rows = await db
    .select({ kind, habilitationId, organizationSiret, name: collectivites.name })
    .from(datapassDifferences)
    .leftJoin(collectivites, eq(collectivites.siret, organizationSiret))
    .orderBy(asc(kind), asc(habilitationId))
  return rows.flatMap((row) => {
    const kind = DIFFERENCE_KINDS.find((one) => one === row.kind)
    return kind ? [{ ...row, kind }] : []
  })
}

/** In a transaction: these, and no other. */
export async function replaceDifferences(tx: Db, differences: Difference[], foundAt: Date): Promise<void> {
  await tx.delete(datapassDifferences)
  // A statement takes 65 535 values at most.
  for (let from = 0; from < differences.length; from += 1000) {
    const rows = differences.slice(from, from + 1000).map((one) => ({ ...one, foundAt }))
    await tx.insert(datapassDifferences).values(rows)
  }
}
