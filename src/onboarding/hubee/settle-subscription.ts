import { changeAccess } from '#src/collectivite/access/change-access.js'
import { hubeeSubscriptions } from '#src/db/schema.js'
import { releaseWaiting } from '#src/delivery/hubee/waiting-folders.js'
import type { Subscription } from '#src/external/hubee/subscriptions.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { noteState, settleState } from '#src/onboarding/settle-state.js'

/**
 * Notes what HubEE says of a collectivité's subscription and acts upon it: what waited for it is handed over, and where
 * nobody else reads, residents may send while it is active.
 * @param lastCode why one that is not there could not be asked for
 */
export function settleSubscription(
  { safe, jobs }: Pick<OnboardingServices, 'safe' | 'jobs'>,
  siret: string,
  found: Pick<Subscription, 'id' | 'status'> | null,
  lastCode: string | null = null,
): Promise<void> {
  return changeAccess(safe, siret, async (tx, note) => {
    const now = safe.now()
    const row = { subscriptionId: found?.id ?? null, status: found?.status ?? null, readAt: now, lastCode }
    await tx
      .insert(hubeeSubscriptions)
      .values({ siret, ...row })
      .onConflictDoUpdate({ target: hubeeSubscriptions.siret, set: row })
    await noteState(note, await settleState(tx, safe.keyring, siret), 'service')
    if (row.status === 'Actif') await releaseWaiting(tx, jobs, siret, now)
  })
}
