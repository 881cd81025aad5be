import type { Context } from 'hono'
import { factory } from '#src/http/factory.js'
import { confirmationPath, disputePath, otherWayPath, sentBeforePath } from '#src/resident/addresses.js'
import { attestationPage } from '#src/resident/attestation/attestation-page.js'
import { sendIdentified } from '#src/resident/attestation/send-identified.js'
import { sendUnidentified } from '#src/resident/attestation/send-unidentified.js'
import { lastSent } from '#src/resident/resident-session.js'
import type { SendingOutcome } from '#src/resident/send-review.js'
import { sessionExpired } from '#src/resident/session-expired.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import {
  type CollectiviteEnv,
  whereAttestationsAreRead,
  whileOpen,
  withCollectivite,
} from '#src/resident/with-collectivite.js'
import { UUID } from '#src/uuid.js'

/**
 * The resident joins the attestation of her fund: under the identity that FranceConnect gave when nothing was found for
 * it, or under one that she types where the collectivité accepts that.
 */
export function attestationRoutes(services: ResidentServices, visits: Visits) {
  const path = '/collectivites/:siret/attestation'
  const guards = [withCollectivite(services.db), whileOpen, whereAttestationsAreRead] as const
  return factory
    .createApp()
    .get(path, ...guards, async function show(c: Context<CollectiviteEnv>) {
      const { siret, acceptsWithoutFranceConnect } = c.get('collectivite')
      const session = await visits.read(c)
      const here = (one: { siret: string }) => one.siret === siret
      const arrival = session?.content.unanswered.find(here)
      if (session && arrival) {
        await visits.extend(session)
        return attestationPage(services, c, { identity: arrival.identity, revue: arrival.id })
      }
      if (session?.content.reviews.some(here)) return c.redirect(disputePath(siret), 303)
      const sent = lastSent(session?.content, siret)
      if (sent) return c.redirect(confirmationPath(siret, sent.reference), 303)
      if (!acceptsWithoutFranceConnect) return c.redirect(otherWayPath(siret), 303)
      return attestationPage(services, c, { identity: null, revue: services.formTokens.issue(siret) })
    })
    .post(path, ...guards, async function send(c: Context<CollectiviteEnv>) {
      const collectivite = c.get('collectivite')
      const { siret, acceptsWithoutFranceConnect } = collectivite
      const body = await c.req.parseBody({ all: true })
      const revue = typeof body.revue === 'string' ? body.revue : ''
      const session = await visits.read(c)
      const sent = session?.content.sent.find((one) => one.siret === siret && one.reviewId === revue)
      const way = session?.content.signedIn ? 'attestation' : 'attestation-without-franceconnect'
      const counted = (outcome: SendingOutcome) =>
        services.metrics.count('qf_sendings_total', { way, outcome })
      if (sent) {
        counted('repeated')
        return c.redirect(sentBeforePath(siret, sent.reference), 303)
      }
      const arrival = session?.content.unanswered.find((one) => one.siret === siret)
      const sub = session?.content.signedIn?.sub
      if (session && arrival && sub) {
        await visits.extend(session)
        return sendIdentified(services, visits, c, { arrival, sub }, body, counted)
      }
      // The number of a form for who came identified.
      const wasIdentified = UUID.test(revue)
      if (acceptsWithoutFranceConnect)
        return sendUnidentified(services, visits, c, body, wasIdentified, counted)
      counted('refused')
      return wasIdentified ? sessionExpired(c, visits, collectivite) : c.redirect(otherWayPath(siret), 303)
    })
}
