import type { Handlers } from '#src/jobs/worker.js'
import { applyHabilitation } from '#src/onboarding/datapass/apply-habilitation.js'
import { askSubscription } from '#src/onboarding/hubee/ask-subscription.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { openList } from '#src/onboarding/openings/open-list.js'

/** What the worker does with what DataPass and DINUM ask for. */
export function onboardingHandlers(
  services: OnboardingServices,
): Pick<Handlers, 'datapass' | 'openings' | 'subscriptions'> {
  return {
    datapass: { atOnce: 4, handle: ({ demande }) => applyHabilitation(services, demande) },
    subscriptions: { atOnce: 2, handle: (data) => askSubscription(services, data) },
    openings: { atOnce: 1, handle: (data) => openList(services, data) },
  }
}
