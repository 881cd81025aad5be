import { factory } from '#src/http/factory.js'
import { signOutRoutes } from '#src/http/sign-out-routes.js'
import { attestationRoutes } from '#src/resident/attestation/attestation.js'
import { disputeRoutes } from '#src/resident/attestation/dispute.js'
import { callbackRoutes } from '#src/resident/callback/callback.js'
import { cancelRoutes } from '#src/resident/cancel.js'
import { chooseRoutes } from '#src/resident/choose.js'
import { collectiviteRoutes } from '#src/resident/collectivite-page.js'
import { confirmationRoutes } from '#src/resident/confirmation.js'
import { receiptByMailRoutes } from '#src/resident/receipt-by-mail.js'
import { reviewRoutes } from '#src/resident/review.js'
import { sendRoutes } from '#src/resident/send.js'
import { signInRoutes } from '#src/resident/sign-in.js'
import { transmissionsRoutes } from '#src/resident/transmissions.js'
import { openVisits, type ResidentServices } from '#src/resident/visit.js'

/** The resident's way, in the order she walks it. */
export function residentRoutes(services: ResidentServices) {
  const visits = openVisits(services)
  const { config, log, franceConnect } = services
  const signOut = signOutRoutes({
    area: 'usager',
    path: '/deconnexion',
    returnPath: '/logout-callback',
    secure: config.secureCookies,
    log,
    endSession: async (c) => (await visits.end(c))?.idToken ?? null,
    endSessionUrl: franceConnect.endSessionUrl,
  })
  return factory
    .createApp()
    .route('/', chooseRoutes(services, visits))
    .route('/', collectiviteRoutes(services, visits))
    .route('/', signInRoutes(services, visits))
    .route('/', callbackRoutes(services, visits))
    .route('/', attestationRoutes(services, visits))
    .route('/', reviewRoutes(services, visits))
    .route('/', disputeRoutes(services, visits))
    .route('/', sendRoutes(services, visits))
    .route('/', confirmationRoutes(services, visits))
    .route('/', receiptByMailRoutes(services, visits))
    .route('/', cancelRoutes(services, visits))
    .route('/', transmissionsRoutes(services, visits))
    .route('/', signOut)
}
