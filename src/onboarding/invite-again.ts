import type { Note } from '#src/collectivite/access/change-access.js'
import {
  isExpectedGestionnaire,
  issueForExpected,
  type Naming,
} from '#src/collectivite/access/expect-gestionnaire.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import type { Db } from '#src/db/database.js'
import { postInvitation } from '#src/delivery/post-invitation.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'

/**
 * Sends a fresh link to a gestionnaire who is expected and has not come; to nobody else, and not while the service is
 * suspended or closed. Inside `changeAccess`.
 * @returns `just-issued` after a double click: the first one sends
 */
export async function inviteAgain(
  services: Pick<OnboardingServices, 'outbox' | 'config' | 'safe'>,
  tx: Db,
  note: Note,
  naming: Omit<Naming, 'now'>,
): Promise<'issued' | 'just-issued' | 'unchanged'> {
  const collectivite = await findCollectivite(tx, naming.siret)
  const mayInvite = collectivite?.state === 'ouverte' || collectivite?.state === 'en attente'
  if (!collectivite || !mayInvite || !(await isExpectedGestionnaire(tx, naming.email))) return 'unchanged'
  const issued = await issueForExpected(tx, note, { ...naming, now: services.safe.now() })
  if (issued.kind === 'issued') await postInvitation(services, tx, collectivite, issued, 'opening')
  return issued.kind
}
