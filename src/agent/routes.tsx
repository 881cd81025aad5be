import { dataProtectionRoutes } from '#src/agent/data-protection/data-protection.js'
import { type AgentServices, openDeskVisits } from '#src/agent/desk-visit.js'
import { downloadRoutes } from '#src/agent/files/download.js'
import { filesRoutes } from '#src/agent/files/files.js'
import { mailsRoutes } from '#src/agent/mails/mails.js'
import { recipientConfirmationRoutes } from '#src/agent/mails/recipient-confirmation.js'
import { invitationRoutes } from '#src/agent/members/invitation.js'
import { inviteRoutes } from '#src/agent/members/invite.js'
import { membersRoutes } from '#src/agent/members/members.js'
import { requestRoutes } from '#src/agent/members/requests.js'
import { publicityRoutes } from '#src/agent/publicity/publicity.js'
import { settingsRoutes } from '#src/agent/settings/settings.js'
import { agentSignInRoutes } from '#src/agent/sign-in.js'
import { traceRoutes } from '#src/agent/trace.js'
import { attachmentRoutes } from '#src/agent/transmissions/attachment.js'
import { counterRoutes } from '#src/agent/transmissions/counter.js'
import { deleteRoutes } from '#src/agent/transmissions/delete.js'
import { exampleRoutes } from '#src/agent/transmissions/examples.js'
import { inboxRoutes } from '#src/agent/transmissions/inbox.js'
import { recordRoutes } from '#src/agent/transmissions/record.js'
import { searchRoutes } from '#src/agent/transmissions/search.js'
import { selectionRoutes } from '#src/agent/transmissions/selection.js'
import { treatRoutes } from '#src/agent/transmissions/treat.js'
import { factory } from '#src/http/factory.js'
import { signOutRoutes } from '#src/http/sign-out-routes.js'

/** The desk of a collectivité's agents. */
export function agentRoutes(services: AgentServices) {
  const visits = openDeskVisits(services)
  const { config, log, proConnect } = services
  const signOut = signOutRoutes({
    area: 'agent',
    path: '/agent/deconnexion',
    returnPath: '/agent/logout-callback',
    secure: config.secureCookies,
    log,
    endSession: async (c) => (await visits.end(c))?.signedIn?.idToken ?? null,
    endSessionUrl: proConnect.endSessionUrl,
  })
  return factory
    .createApp()
    .route('/', agentSignInRoutes(services, visits))
    .route('/', inboxRoutes(services, visits))
    .route('/', recordRoutes(services, visits))
    .route('/', attachmentRoutes(services, visits))
    .route('/', treatRoutes(services, visits))
    .route('/', deleteRoutes(services, visits))
    .route('/', searchRoutes(services, visits))
    .route('/', selectionRoutes(services, visits))
    .route('/', counterRoutes(services, visits))
    .route('/', exampleRoutes(services, visits))
    .route('/', downloadRoutes(services, visits))
    .route('/', filesRoutes(services, visits))
    .route('/', mailsRoutes(services, visits))
    .route('/', recipientConfirmationRoutes(services))
    .route('/', traceRoutes(services, visits))
    .route('/', publicityRoutes(services, visits))
    .route('/', settingsRoutes(services, visits))
    .route('/', dataProtectionRoutes(services, visits))
    .route('/', invitationRoutes(services, visits))
    .route('/', requestRoutes(services, visits))
    .route('/', membersRoutes(services, visits))
    .route('/', inviteRoutes(services, visits))
    .route('/', signOut)
}
