import { eq } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { datapassEvents } from '#src/db/schema.js'
import { lockDemande } from '#src/onboarding/datapass/lock-demande.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

/** Acts once more upon all that DataPass said of a demande. In a transaction. @returns false when it said nothing */
export async function replayDemande(
  tx: Db,
  jobs: OnboardingServices['jobs'],
  demande: number,
): Promise<boolean> {
  await lockDemande(tx, demande)
  if ((await tx.$count(datapassEvents, eq(datapassEvents.modelId, demande))) === 0) return false
  await jobs.send(tx, 'datapass', { demande })
  return true
}
