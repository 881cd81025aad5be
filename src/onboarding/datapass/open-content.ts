import { eq } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { datapassEvents } from '#src/db/schema.js'
import { type EventDetails, readEvent } from '#src/onboarding/datapass/read-event.js'
import { openPayload } from '#src/onboarding/datapass/sealed-payload.js'
import { SealBrokenError } from '#src/seal.js'
import type { Safe } from '#src/submission/safe.js'

export type Content = {
  /** As it came. */
  text: string
  /** null when it cannot be read any more. */
  details: EventDetails | null
}

/**
 * What an event of DataPass said, with the names in it. For an operator the caller writes her line in the same
 * transaction.
 * @returns `erased` when it is gone, `lost` when no master key opens it
 */
export async function openContent(
  tx: Db,
  { keyring }: Pick<Safe, 'keyring'>,
  arrival: number,
): Promise<Content | 'erased' | 'lost'> {
  const [row] = await tx.select().from(datapassEvents).where(eq(datapassEvents.arrival, arrival))
  if (!row?.envelope) return 'erased'
  try {
    const text = openPayload(keyring, row.modelId, row.envelope)
    const read = readEvent(text)
    return { text, details: read.kind === 'event' ? read.event : null }
  } catch (error) {
    if (!(error instanceof SealBrokenError)) throw error
    return 'lost'
  }
}
