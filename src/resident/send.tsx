import { factory } from '#src/http/factory.js'
import { confirmationPath, reviewPath } from '#src/resident/addresses.js'
import { readSendForm } from '#src/resident/declared-fields.js'
import { type Review, withSent } from '#src/resident/resident-session.js'
import { reviewPage, reviewTitle } from '#src/resident/review-page.js'
import { sessionExpired } from '#src/resident/session-expired.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { whileOpen, withCollectivite } from '#src/resident/with-collectivite.js'
import type { DeclaredFields } from '#src/submission/content.js'
import { submit } from '#src/submission/submit.js'
import { ReviewChanged } from '#templates/resident/review-changed.js'

const NOTHING_DECLARED: DeclaredFields = { knownName: '', childrenOrServices: '' }

/** The resident sends what she has read; the same review sent twice is sent once. */
export function sendRoutes({ db, safe, residentSessions }: ResidentServices, visits: Visits) {
  return factory
    .createApp()
    .post('/collectivites/:siret/envois', withCollectivite(db), whileOpen, async (c) => {
      const collectivite = c.get('collectivite')
      const { siret } = collectivite
      const { reviewId, declared, errors } = readSendForm(await c.req.parseBody())
      const session = await visits.read(c)
      const alreadySent = session?.content.sent.find(
        (candidate) => candidate.siret === siret && candidate.reviewId === reviewId,
      )
      if (alreadySent) return c.redirect(confirmationPath(siret, alreadySent.reference), 303)
      const review = session?.content.reviews.find((candidate) => candidate.siret === siret)
      if (!session || !review) return sessionExpired(c, collectivite)
      if (review.id !== reviewId) {
        c.status(409)
        return c.render(<ReviewChanged collectivite={collectivite} reviewUrl={reviewPath(siret)} />, {
          title: 'Relisez avant de transmettre',
          signedIn: true,
        })
      }
      const asked = collectivite.asksDeclaredFields
      if (asked && Object.keys(errors).length > 0) {
        c.status(422)
        return c.render(reviewPage(collectivite, review, declared, errors), {
          title: `Erreur : ${reviewTitle(collectivite)}`,
          signedIn: true,
        })
      }
      const content = { ...withoutId(review), declared: asked ? declared : NOTHING_DECLARED }
      const submitted = await submit(safe, siret, content, (tx, { reference, submittedAt }) => {
        const { year, month } = review.quotientFamilial
        const sent = { reviewId, siret, reference, at: submittedAt.toISOString(), year, month }
        return residentSessions.update(session, withSent(session.content, sent), session.expiresAt, tx)
      })
      // Null when the session changed meanwhile: sent in another tab, most likely, and then the review page leads there.
      return c.redirect(submitted ? confirmationPath(siret, submitted.reference) : reviewPath(siret), 303)
    })
}

function withoutId({ identity, quotientFamilial, externalId }: Review) {
  return { identity, quotientFamilial, externalId }
}
