import { datapassEvents } from '#src/db/schema.js'
import { lockDemande } from '#src/onboarding/datapass/lock-demande.js'
import type { EventFacts } from '#src/onboarding/datapass/read-event.js'
import { sealPayload } from '#src/onboarding/datapass/sealed-payload.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { holdInUse } from '#src/submission/keys-in-use.js'

export type EventSource = (typeof datapassEvents.$inferSelect)['source']

/**
 * Keeps an event, once for its demande, name and second, with the job that acts upon it. Of a demande that is none of
 * ours nothing is kept but that it came.
 * @param body as received
 * @returns whether it is new
 */
export function keepEvent(
  { safe: { db, keyring, now }, jobs }: Pick<OnboardingServices, 'safe' | 'jobs'>,
  event: EventFacts,
  body: string,
  source: EventSource = 'webhook',
): Promise<boolean> {
  const {
    modelId,
    definition,
    event: name,
    firedAt,
    concerned,
    organizationSiret,
    requestState,
    authorized,
  } = event
  const facts = {
    modelId,
    definition,
    event: name,
    firedAt,
    concerned,
    organizationSiret,
    requestState,
    authorized,
  }
  const envelope = concerned ? sealPayload(keyring, modelId, body) : null
  return db.transaction(async (tx) => {
    // A job that waits acts upon this one too: it must not look before this is written.
    await lockDemande(tx, modelId)
    const kept = await tx
      .insert(datapassEvents)
      .values({ ...facts, source, envelope, receivedAt: now() })
      .onConflictDoNothing()
      .returning({ arrival: datapassEvents.arrival })
    if (kept.length > 0) await jobs.send(tx, 'datapass', { demande: modelId })
    if (kept.length > 0 && envelope) await holdInUse(tx, keyring)
    return kept.length > 0
  })
}
