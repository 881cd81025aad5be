import type { Note } from '#src/collectivite/access/change-access.js'
import { expectGestionnaire, expectNoMore } from '#src/collectivite/access/expect-gestionnaire.js'
import { type ContactKind, saveContact } from '#src/collectivite/contacts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import type { Db } from '#src/db/database.js'
import { type Granted, otherActiveHabilitations } from '#src/onboarding/datapass/other-habilitations.js'
import type { EventDetails, NamedPerson } from '#src/onboarding/datapass/read-event.js'
import { inviteGestionnaire } from '#src/onboarding/invite-gestionnaire.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

const PLACES = { demandeur: 'applicant', 'contact métier': 'businessContact' } as const
const GESTIONNAIRES = Object.keys(PLACES) as (keyof typeof PLACES)[]

/**
 * Keeps whom the habilitation names, or, when it has ended, whom another one names that goes on. Who asked for it and
 * who knows the tariffs are expected as gestionnaires; the data protection officer is not. Each gets one link when new
 * in her place, or when the service is granted again; who is named by none any more, and has not come, is expected no
 * more. Inside `changeAccess`.
 */
export async function welcomeContacts(
  services: OnboardingServices,
  tx: Db,
  note: Note,
  { siret, demande, isGranted }: { siret: string; demande: number; isGranted: boolean },
  own: Granted,
): Promise<void> {
  const now = services.safe.now()
  const others = await otherActiveHabilitations(services, tx, { siret, demande })
  const { folded, details } = own.folded.active ? own : (others[0] ?? own)
  const collectivite = details && (await findCollectivite(tx, siret))
  if (!collectivite) return
  const since = folded.namedAt ?? now
  // Those of an habilitation that ended give way to whom another one names, although they were named later.
  const overruled = own.folded.active || others.length === 0 ? new Set<string>() : namedIn(own.details)
  let isChanged = false
  const save = async (kind: ContactKind, person: NamedPerson | null) => {
    const before = person ? await saveContact(tx, siret, { kind, ...person, since }, overruled) : undefined
    isChanged ||= before !== undefined
    return before
  }
  await save('délégué à la protection des données', details.dataProtectionOfficer)
  const toCome = new Set<string>()
  const replaced = new Set<string>()
  for (const kind of GESTIONNAIRES) {
    const person = details[PLACES[kind]]
    const before = await save(kind, person)
    if (person && (before !== undefined || isGranted)) toCome.add(person.email)
    if (before) replaced.add(before)
  }
  if (isChanged) await note('service', 'contacts')
  const stillNamed = new Set([...namedIn(details), ...others.flatMap((other) => [...namedIn(other.details)])])
  for (const email of replaced) if (!stillNamed.has(email)) await expectNoMore(tx, note, email)
  for (const email of toCome) {
    if (folded.active) await inviteGestionnaire(services, tx, note, collectivite, { email, actor: 'service' })
    else await expectGestionnaire(tx, note, { siret, email, actor: 'service', now })
  }
}

function namedIn(details: EventDetails | null): Set<string> {
  const emails = GESTIONNAIRES.flatMap((kind) => details?.[PLACES[kind]]?.email ?? [])
  return new Set(emails)
}
