import { eq } from 'drizzle-orm'
import { datapassEvents } from '#src/db/schema.js'
import { describeError, type Log } from '#src/log.js'
import type { Folded } from '#src/onboarding/datapass/fold-events.js'
import { type EventDetails, readEvent } from '#src/onboarding/datapass/read-event.js'
import { openPayload } from '#src/onboarding/datapass/sealed-payload.js'
import { SealBrokenError } from '#src/seal.js'
import type { Safe } from '#src/submission/safe.js'

/** Whom and what the event names that counts now; null before the first approval, and once its content is erased or cannot be opened. */
export async function readDetails(
  { db, keyring, log }: Pick<Safe, 'db' | 'keyring'> & { log: Log },
  { namedBy }: Pick<Folded, 'namedBy'>,
): Promise<EventDetails | null> {
  if (namedBy === null) return null
  const [row] = await db.select().from(datapassEvents).where(eq(datapassEvents.arrival, namedBy))
  if (!row?.envelope) return null
  try {
    const read = readEvent(openPayload(keyring, row.modelId, row.envelope))
    return read.kind === 'event' ? read.event : null
  } catch (error) {
    if (!(error instanceof SealBrokenError)) throw error
    // Its master key is gone: whether the service is granted must not depend on it.
    log.error('datapass payload not opened', describeError(error))
    return null
  }
}
