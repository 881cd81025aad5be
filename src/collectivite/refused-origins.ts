import { desc, eq, inArray, notInArray } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { refusedOrigins } from '#src/db/schema.js'

export type RefusedOrigin = { origin: string; lastSeenAt: Date }

const KEPT_AT_MOST = 20

/** Where residents asked to be sent back to and were not, newest first. */
export function listRefusedOrigins(db: Db, siret: string): Promise<RefusedOrigin[]> {
  const { origin, lastSeenAt } = refusedOrigins
  return asCollectivite(db, siret, (tx) =>
    tx.select({ origin, lastSeenAt }).from(refusedOrigins).orderBy(desc(lastSeenAt), origin),
  )
}

/** Keeps an origin that was refused, once; the oldest leave. */
export function keepRefusedOrigin(db: Db, siret: string, origin: string, now: Date): Promise<void> {
  return asCollectivite(db, siret, async (tx) => {
    const { siret: tenant, lastSeenAt } = refusedOrigins
    await tx
      .insert(refusedOrigins)
      .values({ siret, origin, lastSeenAt: now })
      .onConflictDoUpdate({ target: [tenant, refusedOrigins.origin], set: { lastSeenAt: now } })
    const newest = tx
      .select({ origin: refusedOrigins.origin })
      .from(refusedOrigins)
      .orderBy(desc(lastSeenAt), refusedOrigins.origin)
      .limit(KEPT_AT_MOST)
    await tx.delete(refusedOrigins).where(notInArray(refusedOrigins.origin, newest))
  })
}

/** Inside `asCollectivite`: those that are allowed now are refused no more. */
export async function forgetRefusedOrigins(tx: Db, origins: string[]): Promise<void> {
  if (origins.length > 0) await tx.delete(refusedOrigins).where(inArray(refusedOrigins.origin, origins))
}

/** The gestionnaire knows it and does not want it. */
export function forgetRefusedOrigin(db: Db, siret: string, origin: string): Promise<void> {
  return asCollectivite(db, siret, async (tx) => {
    await tx.delete(refusedOrigins).where(eq(refusedOrigins.origin, origin))
  })
}
