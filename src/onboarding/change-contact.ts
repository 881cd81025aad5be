import { eq } from 'drizzle-orm'
import type { Actor } from '#src/audit/audit.js'
import type { Note } from '#src/collectivite/access/change-access.js'
import { expectGestionnaire, expectNoMore } from '#src/collectivite/access/expect-gestionnaire.js'
import { type ContactKind, saveContact } from '#src/collectivite/contacts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import type { Db } from '#src/db/database.js'
import { contacts } from '#src/db/schema.js'
import { inviteGestionnaire } from '#src/onboarding/invite-gestionnaire.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

type Named = { siret: string; kind: ContactKind; email: string; name: string | null; actor: Actor }

/**
 * The operator names another contact. A new demandeur or contact métier is expected as gestionnaire, and sent a link
 * unless the collectivité is suspended; whom she replaces is expected no more, unless she has come or stands in the
 * other place. Inside `changeAccess`.
 */
export async function changeContact(
  services: Pick<OnboardingServices, 'outbox' | 'config' | 'safe'>,
  tx: Db,
  note: Note,
  { siret, kind, email, name, actor }: Named,
): Promise<'changed' | 'unchanged'> {
  const now = services.safe.now()
  const collectivite = await findCollectivite(tx, siret)
  const rows = await tx.select().from(contacts).where(eq(contacts.siret, siret))
  const before = rows.find((row) => row.kind === kind)
  const isSame = before?.email === email && before.name === name
  if (!collectivite || collectivite.state === 'fermée' || isSame) return 'unchanged'
  // The clock of DataPass may be ahead of ours.
  const since = before && before.since > now ? before.since : now
  await saveContact(tx, siret, { kind, email, name, since })
  await note(actor, 'contacts')
  if (kind === 'délégué à la protection des données' || before?.email === email) return 'changed'
  const isElsewhere = rows.some(
    (row) =>
      row.email === before?.email && row.kind !== kind && row.kind !== 'délégué à la protection des données',
  )
  if (before && !isElsewhere) await expectNoMore(tx, note, before.email)
  if (collectivite.state === 'suspendue') await expectGestionnaire(tx, note, { siret, email, actor, now })
  else await inviteGestionnaire(services, tx, note, collectivite, { email, actor })
  return 'changed'
}
