import type { Db } from '#src/db/database.js'
import { readSubscription } from '#src/delivery/hubee/subscription.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

/** Asks HubEE for the subscription of a collectivité of which it said nothing yet, in the transaction that opens it. */
export async function askAtOpening(
  { config, jobs }: Pick<OnboardingServices, 'config' | 'jobs'>,
  tx: Db,
  siret: string,
): Promise<void> {
  if (!config.hubee || (await readSubscription(tx, siret))?.subscriptionId) return
  await jobs.send(tx, 'subscriptions', { subscriber: siret })
}
