import { and, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { openingLists } from '#src/db/schema.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { forgetLists } from '#src/onboarding/openings/confirm-list.js'

const DAY = 86_400_000

/**
 * Forgets, with their addresses, drafts and lists that have ended a day ago, and asks again for those under way: a job
 * can be lost with a database that was restored, and a worker can stand still for days.
 */
export async function sweepLists({ safe, jobs }: Pick<OnboardingServices, 'safe' | 'jobs'>): Promise<void> {
  const { id, createdAt, confirmedAt, endedAt } = openingLists
  const before = new Date(safe.now().getTime() - DAY)
  await safe.db.transaction(async (tx) => {
    await forgetLists(tx, or(lt(endedAt, before), and(isNull(confirmedAt), lt(createdAt, before))))
    const underWay = await tx
      .select({ id })
      .from(openingLists)
      .where(and(isNotNull(confirmedAt), isNull(endedAt)))
    for (const { id } of underWay) await jobs.send(tx, 'openings', { list: id })
  })
}
