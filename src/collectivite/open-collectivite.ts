import { eq } from 'drizzle-orm'
import type { CollectiviteState } from '#src/collectivite/collectivite.js'
import { identify, type Known } from '#src/collectivite/identify.js'
import { searchKey } from '#src/collectivite/search-key.js'
import { isSiret } from '#src/collectivite/siret.js'
import { timeZoneOfDepartement } from '#src/collectivite/time-zone.js'
import type { Db } from '#src/db/database.js'
import { collectivites } from '#src/db/schema.js'

export type Opening = Known & {
  state?: CollectiviteState
  retentionDays: number
  asksDeclaredFields?: boolean
  acceptsWithoutFranceConnect?: boolean
  contact?: string | null
  /** The software editor through which it comes. */
  editor?: string | null
}
export type OpeningOutcome =
  | { kind: 'opened' }
  | { kind: 'already-open' }
  | { kind: 'not-a-siret' }
  /** Nothing tells where it is: somebody must say its COG. */
  | { kind: 'unknown-place' }

/** Writes a collectivité into the directory, once; it waits until a gestionnaire has accepted. */
export async function openCollectivite(
  db: Db,
  { siret, sirene, codeCog, name, state = 'en attente', ...settings }: Opening,
): Promise<OpeningOutcome> {
  if (!isSiret(siret)) return { kind: 'not-a-siret' }
  const identity = await identify(db, { siret, sirene, codeCog, name })
  if (!identity) {
    const known = await db.$count(collectivites, eq(collectivites.siret, siret))
    return { kind: known > 0 ? 'already-open' : 'unknown-place' }
  }
  const opened = await db
    .insert(collectivites)
    .values({
      siret,
      ...identity,
      timeZone: timeZoneOfDepartement(identity.departementCode),
      searchKey: searchKey(identity),
      state,
      ...settings,
    })
    .onConflictDoNothing()
    .returning({ siret: collectivites.siret })
  return { kind: opened.length === 1 ? 'opened' : 'already-open' }
}
