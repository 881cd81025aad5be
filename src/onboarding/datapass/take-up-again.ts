import { and, isNull, lt } from 'drizzle-orm'
import { datapassEvents } from '#src/db/schema.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

const HOUR = 3_600_000

/** Asks again for what should have been acted upon an hour ago: a job can be lost, or given up, an event must not. */
export async function takeUpAgain({ safe, jobs }: Pick<OnboardingServices, 'safe' | 'jobs'>): Promise<void> {
  const { modelId, processedAt, receivedAt } = datapassEvents
  const hourAgo = new Date(safe.now().getTime() - HOUR)
  const late = await safe.db
    .selectDistinct({ demande: modelId })
    .from(datapassEvents)
    .where(and(isNull(processedAt), lt(receivedAt, hourAgo)))
  await safe.db.transaction(async (tx) => {
    for (const { demande } of late) await jobs.send(tx, 'datapass', { demande })
  })
}
