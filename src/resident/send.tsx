import { isSiret } from '#src/collectivite/siret.js'
import { factory } from '#src/http/factory.js'
import { confirmationPath } from '#src/resident/addresses.js'
import { readSendForm } from '#src/resident/declared-fields.js'
import { notSent } from '#src/resident/not-sent.js'
import { reviewPage, reviewTitle } from '#src/resident/review-page.js'
import { outcomeOfSending, sendReview } from '#src/resident/send-review.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { unknownCollectivite } from '#src/resident/with-collectivite.js'

/** The resident sends what she has read. */
export function sendRoutes(services: ResidentServices, visits: Visits) {
  return factory.createApp().post('/collectivites/:siret/envois', async function send(c) {
    const siret = c.req.param('siret')
    if (!isSiret(siret)) return unknownCollectivite(c)
    const form = readSendForm(await c.req.parseBody())
    const { submitted, decision } = await sendReview(services, visits, c, siret, form)
    const outcome = outcomeOfSending(submitted, decision)
    services.metrics.count('qf_sendings_total', { way: 'franceconnect', outcome })
    if (submitted) return c.redirect(confirmationPath(siret, submitted.reference), 303)
    if (decision?.kind !== 'form-refused') return notSent(c, visits, siret, decision)
    c.status(422)
    return c.render(await reviewPage(services, decision.collectivite, decision.review, form), {
      title: `Erreur : ${reviewTitle(decision.collectivite)}`,
      signedIn: true,
    })
  })
}
