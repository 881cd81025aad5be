// Its one file, as in siret.ts.

import { and, eq } from 'drizzle-orm'
import * as sirenNumber from 'stdnum/lib/cjs/fr/siren.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import type { Db } from '#src/db/database.js'
import { partnerOrganisations } from '#src/db/schema.js'

export type PartnerOutcome = 'allowed' | 'forbidden' | 'unchanged' | 'not-a-siren' | 'unknown-collectivite'

/** Lets agents of another organisation be members of a collectivité: a shared secretary, a centre de gestion. */
export async function allowOrganisation(db: Db, siren: string, siret: string): Promise<PartnerOutcome> {
  if (!/^\d{9}$/.test(siren) || !sirenNumber.validate(siren).isValid) return 'not-a-siren'
  if (!(await findCollectivite(db, siret))) return 'unknown-collectivite'
  const allowed = await db
    .insert(partnerOrganisations)
    .values({ siret, siren })
    .onConflictDoNothing()
    .returning({ siren: partnerOrganisations.siren })
  return allowed.length === 1 ? 'allowed' : 'unchanged'
}

/** From their next request on its agents read nothing of the collectivité; their memberships stay, asleep. */
export async function forbidOrganisation(db: Db, siren: string, siret: string): Promise<PartnerOutcome> {
  const gone = await db
    .delete(partnerOrganisations)
    .where(and(eq(partnerOrganisations.siret, siret), eq(partnerOrganisations.siren, siren)))
    .returning({ siren: partnerOrganisations.siren })
  return gone.length === 1 ? 'forbidden' : 'unchanged'
}
