import { inArray, sql } from 'drizzle-orm'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { listCollectivites } from '#src/collectivite/directory.js'
import type { Db } from '#src/db/database.js'
import { rowsOf } from '#src/db/rows-of.js'
import { hubeeSubscriptions } from '#src/db/schema.js'
import type { Subscription } from '#src/external/hubee/subscriptions.js'
import { describeError } from '#src/log.js'
import { maySubscribe } from '#src/onboarding/hubee/ask-subscription.js'
import { settleSubscription } from '#src/onboarding/hubee/settle-subscription.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

type Known = typeof hubeeSubscriptions.$inferSelect
const AT_ONCE = 1_000

/**
 * Reads every subscription at HubEE, once a day, and acts upon those that changed; asks for those that are not there and
 * could be.
 * @throws {HubeeError} when they cannot be read; then nothing is changed
 */
export async function readSubscriptions(services: OnboardingServices): Promise<void> {
  const { safe, hubee, log } = services
  if (!hubee) return
  const [subscriptions, collectivites, rows] = await Promise.all([
    hubee.listSubscriptions(),
    listCollectivites(safe.db),
    safe.db.select().from(hubeeSubscriptions),
  ])
  const there = new Map(subscriptions.map((one) => [nameOf(one.siret, one.cogCode), one]))
  const known = new Map(rows.map((row) => [row.siret, row]))
  const same: string[] = []
  for (const collectivite of collectivites) {
    const { siret, codeCog } = collectivite
    const found = there.get(nameOf(siret, codeCog)) ?? null
    if (isSame(known.get(siret), found)) same.push(siret)
    else
      await settleSubscription(services, siret, found).catch((error) =>
        log.error('hubee subscription not settled', { siret, ...describeError(error) }),
      )
  }
  await noteRead(safe.db, same, safe.now())
  if (maySubscribe(services)) await askForMissing(services, collectivites, there)
}

function nameOf(siret: string, cogCode: string): string {
  return `${siret}-${cogCode}`
}

/** Why one could not be asked for stays, too. */
function isSame(known: Known | undefined, found: Subscription | null): boolean {
  if (!known) return found === null
  return known.subscriptionId === (found?.id ?? null) && known.status === (found?.status ?? null)
}

async function noteRead(db: Db, sirets: string[], readAt: Date): Promise<void> {
  for (let at = 0; at < sirets.length; at += AT_ONCE)
    await db
      .update(hubeeSubscriptions)
      .set({ readAt })
      .where(inArray(hubeeSubscriptions.siret, sirets.slice(at, at + AT_ONCE)))
}

async function askForMissing(
  { safe, jobs }: OnboardingServices,
  collectivites: Collectivite[],
  there: Map<string, Subscription>,
): Promise<void> {
  const allowed = rowsOf<{ siret: string }>(
    await safe.db.execute(sql`select distinct organization_siret as siret from habilitations where active`),
  )
  const isAllowed = new Set(allowed.map(({ siret }) => siret))
  const missing = collectivites.filter(
    ({ siret, codeCog }) => isAllowed.has(siret) && !there.has(nameOf(siret, codeCog)),
  )
  for (const { siret } of missing)
    await safe.db.transaction((tx) => jobs.send(tx as unknown as Db, 'subscriptions', { subscriber: siret }))
}
