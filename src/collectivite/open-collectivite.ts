import { eq } from 'drizzle-orm'
import type { CollectiviteState } from '#src/collectivite/collectivite.js'
import { searchKey } from '#src/collectivite/search-key.js'
import { isSiret, sirenOf } from '#src/collectivite/siret.js'
import { timeZoneOfDepartement } from '#src/collectivite/time-zone.js'
import type { Db } from '#src/db/database.js'
import { collectivites, communes } from '#src/db/schema.js'

export type Opening = {
  siret: string
  state?: CollectiviteState
  retentionDays: number
  asksDeclaredFields?: boolean
  contact?: string | null
}
export type OpeningOutcome =
  | { kind: 'opened' }
  | { kind: 'already-open' }
  | { kind: 'not-a-siret' }
  | { kind: 'unknown-commune' }

/** Opens the service to a commune, found by the SIREN in its SIRET; it waits until a gestionnaire has accepted. */
export async function openCommune(
  db: Db,
  { siret, state = 'en attente', ...settings }: Opening,
): Promise<OpeningOutcome> {
  if (!isSiret(siret)) return { kind: 'not-a-siret' }
  const [commune] = await db
    .select()
    .from(communes)
    .where(eq(communes.siren, sirenOf(siret)))
  if (!commune) return { kind: 'unknown-commune' }
  const { codeCog, name, departementCode, departementName, postalCodes } = commune
  const opened = await db
    .insert(collectivites)
    .values({
      siret,
      name,
      codeCog,
      departementCode,
      departementName,
      postalCodes,
      timeZone: timeZoneOfDepartement(departementCode),
      searchKey: searchKey(commune),
      state,
      ...settings,
    })
    .onConflictDoNothing()
    .returning({ siret: collectivites.siret })
  return { kind: opened.length === 1 ? 'opened' : 'already-open' }
}
