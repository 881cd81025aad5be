import type { AgentServices } from '#src/agent/desk-visit.js'
import { invitationPath } from '#src/agent/members/addresses.js'
import { INVITATION_DAYS, type Issued, takeBack } from '#src/collectivite/access/invitations.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { sendMail } from '#src/mail/send-mail.js'
import { invitationMail } from '#templates/mail/invitation.js'

/** Sends the link to the invited address and nowhere else, five times a day at most; when it cannot leave, the link before it holds again. */
export async function sendInvitation(
  services: AgentServices,
  { name, siret }: Collectivite,
  issued: Issued,
  invitedBy: string | null,
): Promise<boolean> {
  const { token, role, email } = issued
  const link = new URL(invitationPath(token), services.config.publicUrl).href
  const content = invitationMail({ collectivite: name, role, invitedBy, link, days: INVITATION_DAYS })
  const sent =
    (await services.invitationLimit.take(email)) && (await sendMail(services, email, content)).kind === 'sent'
  if (!sent) await takeBack(services.safe, siret, issued)
  return sent
}
