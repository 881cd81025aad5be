import { INVITATION_DAYS, type Issued } from '#src/collectivite/access/invitations.js'
import { invitationPath } from '#src/collectivite/addresses.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Db } from '#src/db/database.js'
import type { DeliveryServices } from '#src/delivery/delivery-services.js'
import { invitationMail } from '#templates/mail/invitation.js'

/**
 * Puts the link in the mail to the invited address; it goes nowhere else. Inside `asCollectivite`.
 * @param invitedBy null when the invited person renewed it herself
 * @param inSeconds not before
 */
export async function postInvitation(
  { outbox, config }: Pick<DeliveryServices, 'outbox'> & { config: { publicUrl: URL } },
  tx: Db,
  { name, siret }: Pick<Collectivite, 'name' | 'siret'>,
  { id, token, role, email }: Issued,
  invitedBy: string | null,
  inSeconds = 0,
): Promise<void> {
  const link = new URL(invitationPath(token), config.publicUrl).href
  const content = invitationMail({ collectivite: name, role, invitedBy, link, days: INVITATION_DAYS })
  await outbox.put(tx, siret, { to: email, content, about: id, inSeconds })
}
