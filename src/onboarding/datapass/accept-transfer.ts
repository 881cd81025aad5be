import { and, eq, ne } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import { changeAccess, type Note } from '#src/collectivite/access/change-access.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import type { Db } from '#src/db/database.js'
import { habilitations } from '#src/db/schema.js'
import { lockDemande } from '#src/onboarding/datapass/lock-demande.js'
import { decide } from '#src/onboarding/decide.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

/** `siret` is the organisation that the operator saw; `journal` writes her line in the same transaction. */
export type Acceptance = { demande: number; siret: string; actor: Actor; journal(tx: Db): Promise<void> }

/**
 * The service follows a demande to another organisation: the operator says so. The one before is suspended, unless
 * something else grants it the service; the job that this makes opens the other. What was transmitted stays where it is.
 * @returns `changed`, and nothing done, when it no longer waits for this
 */
export async function acceptTransfer(
  services: OnboardingServices,
  acceptance: Acceptance,
): Promise<'accepted' | 'changed'> {
  const { db } = services.safe
  const { demande, siret, actor } = acceptance
  const [row] = await db.select().from(habilitations).where(eq(habilitations.id, demande))
  if (!row) return 'changed'
  const before = row.organizationSiret
  const isAccepted =
    before && (await findCollectivite(db, before))
      ? await changeAccess(services.safe, before, async (tx, note) => {
          if (!(await accept(services, tx, acceptance, before))) return false
          await letGo(services, tx, note, { demande, siret: before, actor })
          return true
        })
      : await db.transaction((tx) => accept(services, tx, acceptance, before))
  if (!isAccepted) return 'changed'
  if (row.active) await takeUp(services, siret, actor)
  return 'accepted'
}

async function accept(
  { jobs }: OnboardingServices,
  tx: Db,
  { demande, siret, journal }: Acceptance,
  before: string | null,
): Promise<boolean> {
  await lockDemande(tx, demande)
  const [row] = await tx.select().from(habilitations).where(eq(habilitations.id, demande))
  if (row?.waitsFor !== 'transfert' || row.transferSiret !== siret) return false
  if (row.organizationSiret !== before || row.acceptedSiret === siret) return false
  await tx.update(habilitations).set({ acceptedSiret: siret }).where(eq(habilitations.id, demande))
  await jobs.send(tx, 'datapass', { demande })
  await journal(tx)
  return true
}

type Change = { demande: number; siret: string; actor: Actor }

/** It stands by no habilitation any more: only the operator's word can say so from now on. */
async function letGo(
  services: OnboardingServices,
  tx: Db,
  note: Note,
  { demande, siret, actor }: Change,
): Promise<void> {
  const { id, organizationSiret, active } = habilitations
  const others = await tx.$count(habilitations, and(eq(organizationSiret, siret), active, ne(id, demande)))
  if (others === 0) await decide(services, tx, note, { siret, decision: 'suspension', actor })
}

/** One that the operator had suspended, as when the demande left it, is open again; one that is closed stays so. */
async function takeUp(services: OnboardingServices, siret: string, actor: Actor): Promise<void> {
  const collectivite = await findCollectivite(services.safe.db, siret)
  if (collectivite?.state !== 'suspendue') return
  await changeAccess(services.safe, siret, (tx, note) =>
    decide(services, tx, note, { siret, decision: 'reprise', actor }),
  )
}
