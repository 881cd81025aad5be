import type { OpenedSubmission, SealedContent } from '#src/submission/content.js'
import { openContent } from '#src/submission/envelope.js'
import type { SealedBefore, SealedRow } from '#src/submission/select-sealed.js'

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
  const content = open(row, dataKey, siret)
  const { before } = row
  const previous = before && {
    reference: before.reference,
    createdAt: new Date(before.created),
    value: open(before, dataKey, siret).quotientFamilial.value,
  }
  const { identity, quotientFamilial, externalId, declared, dispute, attachments, reasons } = content
  return {
    identity,
    quotientFamilial,
    externalId,
    declared,
    dispute,
    attachments,
    // Once the transmission before is erased there is nothing left to compare.
    reasons: previous ? reasons : reasons.filter((reason) => reason !== 'QF modifié'),
    id: row.id,
    reference: row.reference,
    createdAt: new Date(row.created),
    origin: row.origin,
    openedAt: momentOf(row.opened),
    exportedAt: momentOf(row.exported),
    treatedAt: momentOf(row.treated),
    example: row.example,
    previous,
  }
}

function open({ id, envelope }: SealedBefore, dataKey: Uint8Array, siret: string): SealedContent {
  return openContent(dataKey, siret, id, Buffer.from(envelope, 'base64'))
}

function momentOf(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds)
}
