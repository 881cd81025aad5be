import type { Actor } from '#src/audit/audit.js'
import type { Note } from '#src/collectivite/access/change-access.js'
import {
  type Expected,
  expectGestionnaire,
  issueForExpected,
} from '#src/collectivite/access/expect-gestionnaire.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Db } from '#src/db/database.js'
import { postInvitation } from '#src/delivery/post-invitation.js'
import type { OnboardingServices } from '#src/onboarding/onboarding-services.js'
import { tellOfAccess } from '#src/onboarding/tell-of-access.js'

type Invited = {
  email: string
  actor: Actor
  inSeconds?: number
  /** Opened in this very transaction: nobody is in yet. */
  isNew?: boolean
}

/**
 * Names a gestionnaire, posts her link and tells those who are in, in one transaction. Inside `changeAccess`.
 * @returns `expected` when a link has left, or had just left
 */
export async function inviteGestionnaire(
  services: Pick<OnboardingServices, 'outbox' | 'config' | 'safe'>,
  tx: Db,
  note: Note,
  collectivite: Pick<Collectivite, 'siret' | 'name'>,
  { email, actor, inSeconds = 0, isNew = false }: Invited,
): Promise<Expected['kind']> {
  const naming = { siret: collectivite.siret, email, actor, now: services.safe.now() }
  const { kind } = await expectGestionnaire(tx, note, naming)
  if (kind !== 'expected') return kind
  const issued = await issueForExpected(tx, note, naming)
  if (issued.kind !== 'issued') return kind
  await postInvitation(services, tx, collectivite, issued, 'opening', inSeconds)
  if (!isNew) await tellOfAccess(services, tx, collectivite, { email })
  return kind
}
