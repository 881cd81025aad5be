import type { Context } from 'hono'
import { collectivitePath } from '#src/collectivite/addresses.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { isSiret } from '#src/collectivite/siret.js'
import { factory } from '#src/http/factory.js'
import { confirmationPath, reviewPath } from '#src/resident/addresses.js'
import { decideSending, type SendingDecision } from '#src/resident/decide-sending.js'
import { readSendForm, type SendForm } from '#src/resident/declared-fields.js'
import { withSent } from '#src/resident/resident-session.js'
import { reviewPage, reviewTitle } from '#src/resident/review-page.js'
import { sessionExpired } from '#src/resident/session-expired.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { unknownCollectivite } from '#src/resident/with-collectivite.js'
import { type Sending, submit } from '#src/submission/submit.js'
import { ReviewChanged } from '#templates/resident/review-changed.js'

/** The resident sends what she has read. All it needs is read in the transaction that stores it. */
export function sendRoutes({ safe, residentSessions, jobs }: ResidentServices, visits: Visits) {
  return factory.createApp().post('/collectivites/:siret/envois', async function send(c) {
    const siret = c.req.param('siret')
    if (!isSiret(siret)) return unknownCollectivite(c)
    const form = readSendForm(await c.req.parseBody())
    let decision: SendingDecision | undefined
    const submitted = await submit(safe, siret, async (tx) => {
      const [collectivite, session] = await Promise.all([findCollectivite(tx, siret), visits.read(c, tx)])
      decision = decideSending(collectivite, session, form)
      return decision.kind === 'send' ? toSending(decision) : null
    })
    if (submitted) return c.redirect(confirmationPath(siret, submitted.reference), 303)
    return refuse(c, visits, siret, decision, form)
  })

  function toSending(decision: Extract<SendingDecision, { kind: 'send' }>): Sending {
    const { collectivite, session, signedIn, review, declared } = decision
    const { identity, quotientFamilial, externalId, returnAddress } = review
    return {
      origin: 'FranceConnect',
      content: { identity, quotientFamilial, externalId, declared, dispute: null },
      sender: { sub: signedIn.sub, days: collectivite.retentionDays },
      async consume(tx, { reference }) {
        const { siret, mailFrequency } = collectivite
        const sent = { reviewId: review.id, siret, reference, returnAddress }
        const [consumed] = await Promise.all([
          residentSessions.update(session, withSent(session.content, sent), session.expiresAt, tx),
          mailFrequency === 'transmission' && jobs.send(tx, 'deliveries', { siret }),
        ])
        return consumed
      },
    }
  }
}

function refuse(
  c: Context,
  visits: Visits,
  siret: string,
  decision: SendingDecision | undefined,
  form: SendForm,
) {
  switch (decision?.kind) {
    case 'unknown-collectivite':
      return unknownCollectivite(c)
    case 'not-open':
      return c.redirect(collectivitePath(siret), 303)
    case 'sent-already':
      return c.redirect(confirmationPath(siret, decision.sent.reference), 303)
    case 'session-expired':
      return sessionExpired(c, visits, decision.collectivite)
    case 'review-changed': {
      c.status(409)
      const page = <ReviewChanged collectivite={decision.collectivite} reviewUrl={reviewPath(siret)} />
      return c.render(page, { title: 'Relisez avant de transmettre', signedIn: true })
    }
    case 'form-refused': {
      c.status(422)
      const page = reviewPage(decision.collectivite, decision.review, form.declared, form.errors)
      return c.render(page, { title: `Erreur : ${reviewTitle(decision.collectivite)}`, signedIn: true })
    }
    default:
      // The session changed meanwhile: sent in another tab, most likely, and then the review page leads there.
      return c.redirect(reviewPath(siret), 303)
  }
}
