import type { OpenedSubmission } from '#src/submission/content.js'
import { openContent } from '#src/submission/envelope.js'
import type { SealedRow } from '#src/submission/select-sealed.js'

/** Transmissions of one collectivité as they are kept, and the key that opens them. */
export type SealedBatch = { siret: string; dataKey: Uint8Array; rows: SealedRow[] }

/**
 * What an agent reads of transmissions whose opening is in the trace. Needs nothing but the batch: a thread may do it.
 * @throws {SealBrokenError} when one was not sealed for this collectivité
 */
export function openBatch({ siret, dataKey, rows }: SealedBatch): OpenedSubmission[] {
  return rows.map((row) => openRow(row, dataKey, siret))
}

function openRow(row: SealedRow, dataKey: Uint8Array, siret: string): OpenedSubmission {
  const content = openContent(dataKey, siret, row.id, row.envelope)
  const { beforeId } = row
  const previous =
    beforeId === null
      ? null
      : {
          reference: row.beforeReference,
          createdAt: new Date(row.beforeCreated),
          value: openContent(dataKey, siret, beforeId, row.beforeEnvelope).quotientFamilial.value,
        }
  return Object.assign(content, {
    id: row.id,
    reference: row.reference,
    createdAt: new Date(row.created),
    origin: row.origin,
    openedAt: momentOf(row.opened),
    exportedAt: momentOf(row.exported),
    treatedAt: momentOf(row.treated),
    example: row.example,
    previous,
    // Once the transmission before is erased there is nothing left to compare.
    reasons: previous ? content.reasons : content.reasons.filter((reason) => reason !== 'QF modifié'),
  })
}

function momentOf(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds)
}
