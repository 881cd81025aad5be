import type { Actor } from '#src/audit/audit.js'
import { noteIn } from '#src/collectivite/access/change-access.js'
import { hadLinkOrAccess } from '#src/collectivite/access/expect-gestionnaire.js'
import { type ContactKind, saveContact } from '#src/collectivite/contacts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import type { Opening } from '#src/collectivite/open-collectivite.js'
import type { Db } from '#src/db/database.js'
import { askAtOpening } from '#src/onboarding/hubee/ask-at-opening.js'
import { inviteGestionnaire } from '#src/onboarding/invite-gestionnaire.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { openServiceIn } from '#src/onboarding/open-service.js'

export type Invited = {
  /** Who is to be gestionnaire. */
  emails: string[]
  contacts: { kind: ContactKind; email: string }[]
  actor: Actor
  /** When the links leave, at the earliest. */
  inSeconds?: number
}
export type OpenedAndInvited =
  | { kind: 'opened' }
  /** Was in the directory; `invited` addresses had never had a link nor an access. */
  | { kind: 'already-open'; invited: number }
  /** Is in the directory, and nobody is invited. */
  | { kind: 'suspended' | 'closed' }
  | { kind: 'not-a-siret' | 'unknown-place' }

/**
 * Opens a collectivité and posts a link to each address, all or nothing; with its lines of trace. One that is there
 * already keeps what it has: only an address that never had a link nor an access is invited. Inside `asCollectivite`.
 */
export async function openAndInvite(
  services: Pick<OnboardingServices, 'outbox' | 'config' | 'safe' | 'jobs'>,
  tx: Db,
  opening: Opening,
  { emails, contacts, actor, inSeconds = 0 }: Invited,
): Promise<OpenedAndInvited> {
  const { safe } = services
  const { siret } = opening
  const { kind } = await openServiceIn(safe, tx, opening, actor)
  if (kind === 'not-a-siret' || kind === 'unknown-place') return { kind }
  // Held before the state is read, so that it stays what it is until all is written.
  const [, collectivite] = await Promise.all([safe.audit.lockHead(tx, siret), findCollectivite(tx, siret)])
  if (!collectivite) throw new Error('The collectivité is not in the directory')
  if (collectivite.state === 'fermée') return { kind: 'closed' }
  if (collectivite.state === 'suspendue') return { kind: 'suspended' }
  const note = noteIn(safe, tx, siret)
  const isNew = kind === 'opened'
  if (isNew) await askAtOpening(services, tx, siret)
  if (isNew)
    for (const contact of contacts)
      await saveContact(tx, siret, { ...contact, name: null, since: safe.now() })
  let invited = 0
  for (const email of emails) {
    if (!isNew && (await hadLinkOrAccess(tx, email, safe.now()))) continue
    await inviteGestionnaire(services, tx, note, collectivite, { email, actor, inSeconds, isNew })
    invited++
  }
  return kind === 'opened' ? { kind } : { kind, invited }
}
