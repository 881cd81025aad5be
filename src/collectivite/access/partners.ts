import { and, asc, eq } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import type { Note } from '#src/collectivite/access/change-access.js'
import { isSiren } from '#src/collectivite/siret.js'
import type { Db } from '#src/db/database.js'
import { partnerOrganisations } from '#src/db/schema.js'

/** Which organisation, for which collectivité, and who says so. */
export type Partner = { siret: string; siren: string; actor: Actor }
export type PartnerOutcome = 'allowed' | 'forbidden' | 'unchanged' | 'not-a-siren'

/**
 * Lets agents of another organisation be members of a collectivité: a shared secretary, a centre de gestion. Inside
 * `changeAccess`.
 */
export async function allowOrganisation(
  tx: Db,
  note: Note,
  { siret, siren, actor }: Partner,
): Promise<PartnerOutcome> {
  if (!isSiren(siren)) return 'not-a-siren'
  const allowed = await tx
    .insert(partnerOrganisations)
    .values({ siret, siren })
    .onConflictDoNothing()
    .returning({ siren: partnerOrganisations.siren })
  if (allowed.length === 0) return 'unchanged'
  await note(actor, 'organisation acceptée', `organisation:${siren}`)
  return 'allowed'
}

/**
 * From their next request on its agents read nothing of the collectivité; their memberships stay, asleep. Inside
 * `changeAccess`.
 */
export async function forbidOrganisation(
  tx: Db,
  note: Note,
  { siret, siren, actor }: Partner,
): Promise<PartnerOutcome> {
  const gone = await tx
    .delete(partnerOrganisations)
    .where(and(eq(partnerOrganisations.siret, siret), eq(partnerOrganisations.siren, siren)))
    .returning({ siren: partnerOrganisations.siren })
  if (gone.length === 0) return 'unchanged'
  await note(actor, 'organisation retirée', `organisation:${siren}`)
  return 'forbidden'
}

/** The SIRENs of organisations whose agents may work for a collectivité that is not theirs. */
export async function listOrganisations(db: Db, siret: string): Promise<string[]> {
  const { siren } = partnerOrganisations
  const rows = await db
    .select({ siren })
    .from(partnerOrganisations)
    .where(eq(partnerOrganisations.siret, siret))
    .orderBy(asc(siren))
  return rows.map((row) => row.siren)
}
