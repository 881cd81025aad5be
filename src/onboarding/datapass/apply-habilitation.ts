import { and, eq, isNull } from 'drizzle-orm'
import { changeAccess, type Note } from '#src/collectivite/access/change-access.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import type { Db } from '#src/db/database.js'
import { datapassEvents } from '#src/db/schema.js'
import type { Folded } from '#src/onboarding/datapass/fold-events.js'
import { foldDemande, saveHabilitation, type WaitsFor } from '#src/onboarding/datapass/habilitation.js'
import { lockDemande } from '#src/onboarding/datapass/lock-demande.js'
import { readDetails } from '#src/onboarding/datapass/read-details.js'
import { welcomeContacts } from '#src/onboarding/datapass/welcome-contacts.js'
import { askAtOpening } from '#src/onboarding/hubee/ask-at-opening.js'
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
  const folded = await foldDemande(safe.db, demande)
  const opening = folded.approved ? await openFor(services, folded) : NOT_OPENED
  const { organizationSiret } = folded
  const isStillTrue =
    organizationSiret && opening.isInDirectory
      ? await changeAccess(safe, organizationSiret, (tx, note) =>
          act(services, tx, note, demande, organizationSiret),
        )
      : await safe.db.transaction((tx) => wait(services, tx, demande, folded, opening.waitsFor))
  // More was said while the collectivité was opened.
  if (!isStillTrue) return applyHabilitation(services, demande)
}

type Opened = { isInDirectory: boolean; waitsFor: WaitsFor | null }
const NOT_OPENED: Opened = { isInDirectory: false, waitsFor: null }

async function openFor(services: OnboardingServices, folded: Folded): Promise<Opened> {
  const { organizationSiret: siret } = folded
  if (!siret) return { isInDirectory: false, waitsFor: 'SIRET' }
  if (await findCollectivite(services.safe.db, siret)) return { isInDirectory: true, waitsFor: null }
  const details = await readDetails({ ...services.safe, log: services.log }, folded)
  const opening = {
    siret,
    sirene: details?.sirene,
    name: details?.organizationName,
    editor: details?.editor ?? null,
    retentionDays: services.config.retentionDays,
  }
  const { kind } = await openService(services.safe, opening, 'service')
  const isInDirectory = kind === 'opened' || kind === 'already-open'
  return { isInDirectory, waitsFor: isInDirectory ? null : 'code COG' }
}

/**
 * With trace and demande held: what arrived meanwhile is seen, and nobody else acts upon this collectivité.
 * @returns false, having done nothing, when the demande is another organisation's by now
 */
async function act(
  services: OnboardingServices,
  tx: Db,
  note: Note,
  demande: number,
  siret: string,
): Promise<boolean> {
  const now = services.safe.now()
  await lockDemande(tx, demande)
  const folded = await foldDemande(tx, demande)
  if (folded.organizationSiret !== siret) return false
  const waitsFor = folded.transferSiret ? 'transfert' : null
  await saveHabilitation(tx, demande, folded, { waitsFor, now })
  const settled = await settleState(tx, services.safe.keyring, siret)
  await noteState(note, settled, 'service')
  const isGranted = settled.before !== settled.state && settled.state !== 'suspendue'
  const own = { folded, details: await readDetails({ ...services.safe, log: services.log, db: tx }, folded) }
  await welcomeContacts(services, tx, note, { siret, demande, isGranted }, own)
  if (folded.active) await askAtOpening(services, tx, siret)
  await markProcessed(tx, demande, now)
  return true
}

/** Nothing to open, or not yet. @returns as `act` */
async function wait(
  { safe }: OnboardingServices,
  tx: Db,
  demande: number,
  { approved, organizationSiret }: Folded,
  waitsFor: WaitsFor | null,
): Promise<boolean> {
  const now = safe.now()
  await lockDemande(tx, demande)
  const folded = await foldDemande(tx, demande)
  if (folded.approved !== approved || folded.organizationSiret !== organizationSiret) return false
  // Another organisation is named since, and has a SIRET.
  const isTransferred = waitsFor === 'SIRET' && folded.transferSiret !== null
  await saveHabilitation(tx, demande, folded, { waitsFor: isTransferred ? 'transfert' : waitsFor, now })
  await markProcessed(tx, demande, now)
  return true
}

async function markProcessed(tx: Db, demande: number, processedAt: Date): Promise<void> {
  await tx
    .update(datapassEvents)
    .set({ processedAt })
    .where(and(eq(datapassEvents.modelId, demande), isNull(datapassEvents.processedAt)))
}
