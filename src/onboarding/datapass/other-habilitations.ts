import { and, desc, eq, ne } from 'drizzle-orm'
import type { Db } from '#src/db/database.js'
import { habilitations } from '#src/db/schema.js'
import type { Folded } from '#src/onboarding/datapass/fold-events.js'
import { foldDemande } from '#src/onboarding/datapass/habilitation.js'
import { readDetails } from '#src/onboarding/datapass/read-details.js'
import type { EventDetails } from '#src/onboarding/datapass/read-event.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

/** What a demande grants, and whom it names as far as that can still be read. */
export type Granted = { folded: Folded; details: EventDetails | null }

/** What else grants the service to this organisation now, the newest first: an editor's form beside the State's. */
export async function otherActiveHabilitations(
  { safe, log }: Pick<OnboardingServices, 'safe' | 'log'>,
  tx: Db,
  { siret, demande }: { siret: string; demande: number },
): Promise<Granted[]> {
  const { id, organizationSiret, active, changedAt } = habilitations
  const rows = await tx
    .select({ id })
    .from(habilitations)
    .where(and(eq(organizationSiret, siret), active, ne(id, demande)))
    .orderBy(desc(changedAt), desc(id))
  const granted: Granted[] = []
  for (const other of rows) {
    const folded = await foldDemande(tx, other.id)
    granted.push({ folded, details: await readDetails({ ...safe, log, db: tx }, folded) })
  }
  return granted
}
