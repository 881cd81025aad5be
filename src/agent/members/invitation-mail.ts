import { invitationPath } from '#src/agent/members/addresses.js'
import { INVITATION_DAYS, type Issued } from '#src/collectivite/access/invitations.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import type { Db } from '#src/db/database.js'
import type { Services } from '#src/services.js'
import { invitationMail } from '#templates/mail/invitation.js'

/** Puts the link in the mail to the invited address, five times a day at most; it goes nowhere else. */
export async function postInvitation(
  { outbox, config, linkLimit }: Pick<Services, 'outbox' | 'config' | 'linkLimit'>,
  tx: Db,
  { name, siret }: Collectivite,
  { id, token, role, email }: Issued,
  invitedBy: string | null,
): Promise<void> {
  await linkLimit.take(tx, siret, email)
  const link = new URL(invitationPath(token), config.publicUrl).href
  const content = invitationMail({ collectivite: name, role, invitedBy, link, days: INVITATION_DAYS })
  await outbox.put(tx, siret, { to: email, content, about: id })
}
