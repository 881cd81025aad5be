import type { Db } from '#src/db/database.js'
import type { Log } from '#src/log.js'
import type { Folded } from '#src/onboarding/datapass/fold-events.js'
import { openContent } from '#src/onboarding/datapass/open-content.js'
import type { EventDetails } from '#src/onboarding/datapass/read-event.js'
import type { Keyring } from '#src/submission/keyring.js'

/**
 * Whom and what the event names that counts now; null before the first approval, and once its content is erased or
 * cannot be opened.
 */
export async function readDetails(
  { db, keyring, log }: { db: Db; keyring: Keyring; log: Log },
  { namedBy }: Pick<Folded, 'namedBy'>,
): Promise<EventDetails | null> {
  if (namedBy === null) return null
  const content = await openContent(db, { keyring }, namedBy)
  // Its master key is gone: whether the service is granted must not depend on it.
  if (content === 'lost') log.error('datapass payload not opened', { errorCode: 'SEAL_BROKEN' })
  return typeof content === 'string' ? null : content.details
}
