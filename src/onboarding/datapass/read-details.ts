import { eq } from 'drizzle-orm'
import { datapassEvents } from '#src/db/schema.js'
import type { Folded } from '#src/onboarding/datapass/fold-events.js'
import { type EventDetails, readEvent } from '#src/onboarding/datapass/read-event.js'
import { openPayload } from '#src/onboarding/datapass/sealed-payload.js'
import type { Safe } from '#src/submission/safe.js'

/** Whom and what the event names that counts now; null before the first approval, and once its content is erased. */
export async function readDetails(
  { db, keyring }: Pick<Safe, 'db' | 'keyring'>,
  { namedBy }: Pick<Folded, 'namedBy'>,
): Promise<EventDetails | null> {
  if (namedBy === null) return null
  const [row] = await db.select().from(datapassEvents).where(eq(datapassEvents.arrival, namedBy))
  if (!row?.envelope) return null
  const read = readEvent(openPayload(keyring, row.modelId, row.envelope))
  return read.kind === 'event' ? read.event : null
}
