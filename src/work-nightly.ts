import { describeError } from '#src/log.js'
import { erasePayloads } from '#src/onboarding/datapass/erase-payloads.js'
import { reconcile } from '#src/onboarding/datapass/reconcile.js'
import type { Services } from '#src/services.js'

/** What is done once a night; one that fails does not stop the others. */
export async function workNightly(services: Services): Promise<void> {
  const { safe, log } = services
  const works: Record<string, () => Promise<unknown>> = {
    'datapass payloads not erased': () => erasePayloads(safe),
    'datapass not reconciled': () => reconcile(services),
  }
  for (const [failure, work] of Object.entries(works))
    await work().catch((error) => log.error(failure, describeError(error)))
}
