import type { Note } from '#src/collectivite/access/change-access.js'
import { expectGestionnaire, expectNoMore } from '#src/collectivite/access/expect-gestionnaire.js'
import { type ContactKind, saveContact } from '#src/collectivite/contacts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import type { Db } from '#src/db/database.js'
import type { Folded } from '#src/onboarding/datapass/fold-events.js'
import type { EventDetails, NamedPerson } from '#src/onboarding/datapass/read-event.js'
import { inviteGestionnaire } from '#src/onboarding/invite-gestionnaire.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

/**
 * Keeps whom the habilitation names. Who asked for it and who knows the tariffs are expected as gestionnaires; the data
 * protection officer is not. Each gets one link when new in her place, or when the service is granted again. Inside
 * `changeAccess`.
 */
export async function welcomeContacts(
  services: OnboardingServices,
  tx: Db,
  note: Note,
  { siret, folded, isGranted }: { siret: string; folded: Folded; isGranted: boolean },
  { applicant, businessContact, dataProtectionOfficer }: EventDetails,
): Promise<void> {
  const now = services.safe.now()
  const since = folded.namedAt ?? now
  const save = async (kind: ContactKind, person: NamedPerson | null) =>
    person ? saveContact(tx, siret, { kind, ...person, since }) : undefined
  await save('délégué à la protection des données', dataProtectionOfficer)
  const changes = [await save('demandeur', applicant), await save('contact métier', businessContact)]
  const named = new Set([applicant?.email, businessContact?.email].filter((email) => email !== undefined))
  for (const before of changes) if (before && !named.has(before)) await expectNoMore(tx, before)
  if (changes.every((change) => change === undefined) && !isGranted) return
  const collectivite = await findCollectivite(tx, siret)
  if (!collectivite) return
  for (const email of named) {
    if (folded.active) await inviteGestionnaire(services, tx, note, collectivite, { email, actor: 'service' })
    else await expectGestionnaire(tx, note, { siret, email, actor: 'service', now })
  }
}
