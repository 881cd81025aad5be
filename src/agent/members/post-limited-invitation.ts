import type { Issued } from '#src/collectivite/access/invitations.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Db } from '#src/db/database.js'
import { postInvitation } from '#src/delivery/post-invitation.js'
import type { Services } from '#src/services.js'

/** Posts what an agent issued: five times a day to one address at most. */
export async function postLimitedInvitation(
  services: Pick<Services, 'outbox' | 'config' | 'linkLimit'>,
  tx: Db,
  collectivite: Collectivite,
  issued: Issued,
  invitedBy: string | null,
): Promise<void> {
  await services.linkLimit.take(tx, collectivite.siret, issued.email)
  await postInvitation(services, tx, collectivite, issued, invitedBy)
}
