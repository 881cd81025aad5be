import { eq } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { hubeeSubscriptions } from '#src/db/schema.js'

/** What HubEE last said of a collectivité's subscription. */
export type KnownSubscription = typeof hubeeSubscriptions.$inferSelect

/** Null where HubEE was never asked. */
export async function readSubscription(db: Db, siret: string): Promise<KnownSubscription | null> {
  const [row] = await db.select().from(hubeeSubscriptions).where(eq(hubeeSubscriptions.siret, siret))
  return row ?? null
}

/** HubEE would refuse a folder: what arrives waits until the subscription is active. */
export function isWaiting(subscription: KnownSubscription | null): boolean {
  return subscription !== null && subscription.status !== 'Actif'
}
