import { and, eq, isNull, lte } from 'drizzle-orm'
import { changeAccess } from '#src/collectivite/access/change-access.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import type { Db } from '#src/db/database.js'
import { datapassEvents, habilitations } from '#src/db/schema.js'
import type { Folded } from '#src/onboarding/datapass/fold-events.js'
import { foldDemande, saveHabilitation, type WaitsFor } from '#src/onboarding/datapass/habilitation.js'
import { readDetails } from '#src/onboarding/datapass/read-details.js'
import { welcomeContacts } from '#src/onboarding/datapass/welcome-contacts.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { openService } from '#src/onboarding/open-service.js'
import { noteState, settleState } from '#src/onboarding/settle-state.js'

/**
 * Acts upon all that DataPass said of one demande: opens the collectivité, invites whom the habilitation names,
 * suspends or reopens. Everything follows from the events that were kept, so that their order of arrival and their
 * repetition change nothing. May be asked again at any time.
 */
export async function applyHabilitation(services: OnboardingServices, demande: number): Promise<void> {
  const { safe } = services
  const { db, now } = safe
  const folded = await foldDemande(db, demande)
  const before = await organizationBefore(db, demande)
  const opening = folded.approved ? await openFor(services, folded) : null
  const { organizationSiret } = folded
  if (!organizationSiret || !opening?.isInDirectory)
    await saveHabilitation(db, demande, folded, { waitsFor: opening?.waitsFor ?? null, now: now() })
  else
    await changeAccess(safe, organizationSiret, async (tx, note) => {
      if (opening.isNew) await note('service', 'ouverture')
      await act(services, tx, note, demande, organizationSiret)
    })
  // A transfer that the operator accepted takes the service along.
  if (before && before !== organizationSiret)
    await changeAccess(safe, before, async (tx, note) =>
      noteState(note, await settleState(tx, safe.keyring, before), 'service'),
    )
  await markProcessed(db, demande, folded.lastArrival, now())
}

type Opened = { isInDirectory: boolean; isNew: boolean; waitsFor: WaitsFor | null }

async function openFor(services: OnboardingServices, folded: Folded): Promise<Opened> {
  const { organizationSiret: siret } = folded
  if (!siret) return { isInDirectory: false, isNew: false, waitsFor: 'SIRET' }
  if (await findCollectivite(services.safe.db, siret))
    return { isInDirectory: true, isNew: false, waitsFor: null }
  const details = await readDetails(services.safe, folded)
  const { kind } = await openService(services.safe, {
    siret,
    sirene: details?.sirene,
    name: details?.organizationName,
    editor: details?.editor ?? null,
    retentionDays: services.config.retentionDays,
  })
  const isInDirectory = kind === 'opened' || kind === 'already-open'
  return { isInDirectory, isNew: kind === 'opened', waitsFor: isInDirectory ? null : 'code COG' }
}

type Change = Parameters<Parameters<typeof changeAccess<void>>[2]>

/** With the trace held: what arrived meanwhile is seen, and nobody else acts upon this collectivité. */
async function act(
  services: OnboardingServices,
  tx: Db,
  note: Change[1],
  demande: number,
  siret: string,
): Promise<void> {
  const now = services.safe.now()
  const folded = await foldDemande(tx, demande)
  // Somebody accepted a transfer meanwhile: the job that this makes takes it from there.
  if (folded.organizationSiret !== siret) return
  const waitsFor = folded.transferSiret ? 'transfert' : null
  await saveHabilitation(tx, demande, folded, { waitsFor, now })
  const settled = await settleState(tx, services.safe.keyring, siret)
  await noteState(note, settled, 'service')
  const details = await readDetails({ ...services.safe, db: tx }, folded)
  const isGranted = settled.before !== settled.state && settled.state !== 'suspendue'
  if (details) await welcomeContacts(services, tx, note, { siret, folded, isGranted }, details)
}

async function organizationBefore(db: Db, demande: number): Promise<string | null> {
  const [row] = await db
    .select({ siret: habilitations.organizationSiret, changedAt: habilitations.changedAt })
    .from(habilitations)
    .where(eq(habilitations.id, demande))
  return row?.changedAt && row.siret && (await findCollectivite(db, row.siret)) ? row.siret : null
}

async function markProcessed(db: Db, demande: number, lastArrival: number, processedAt: Date): Promise<void> {
  const { modelId, arrival } = datapassEvents
  await db
    .update(datapassEvents)
    .set({ processedAt })
    .where(and(eq(modelId, demande), lte(arrival, lastArrival), isNull(datapassEvents.processedAt)))
}
