import { eq } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import { asCollectivite } from '#src/db/as-collectivite.js'
import type { Db } from '#src/db/database.js'
import { habilitations } from '#src/db/schema.js'
import { foldDemande } from '#src/onboarding/datapass/habilitation.js'
import { lockDemande } from '#src/onboarding/datapass/lock-demande.js'
import { readDetails } from '#src/onboarding/datapass/read-details.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { openServiceIn } from '#src/onboarding/open-service.js'

export type Placing = {
  demande: number
  /** Of the commune in which it is. */
  codeCog: string
  /** What residents will read, where it is no commune. */
  name: string
  actor: Actor
  /** Writes the operator's line, in the same transaction. */
  journal(tx: Db): Promise<void>
}

/**
 * The operator says where an organisation is of which neither the Sirene nor its SIREN tells it. It is in the directory
 * then, and the job that this makes acts upon the habilitation.
 * @returns `changed` when it no longer waits for this, `unknown-place` when the code is none
 */
export async function placeCollectivite(
  services: OnboardingServices,
  { demande, codeCog, name, actor, journal }: Placing,
): Promise<'placed' | 'changed' | 'unknown-place'> {
  const { safe, log, jobs, config } = services
  const [row] = await safe.db.select().from(habilitations).where(eq(habilitations.id, demande))
  if (row?.waitsFor !== 'code COG' || !row.organizationSiret) return 'changed'
  const details = await readDetails({ ...safe, log }, await foldDemande(safe.db, demande))
  const opening = {
    siret: row.organizationSiret,
    // What the operator types counts above the name in capitals.
    sirene: details?.sirene && { ...details.sirene, name: null },
    codeCog,
    name,
    editor: details?.editor ?? null,
    retentionDays: config.retentionDays,
  }
  return asCollectivite(safe.db, opening.siret, async (tx) => {
    const { kind } = await openServiceIn(safe, tx, opening, actor)
    if (kind !== 'opened' && kind !== 'already-open') return 'unknown-place'
    await lockDemande(tx, demande)
    await jobs.send(tx, 'datapass', { demande })
    await journal(tx)
    return 'placed'
  })
}
