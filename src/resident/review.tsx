import { factory } from '#src/http/factory.js'
import { confirmationPath } from '#src/resident/addresses.js'
import { lastSent } from '#src/resident/resident-session.js'
import { reviewPage, reviewTitle } from '#src/resident/review-page.js'
import { sessionExpired } from '#src/resident/session-expired.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { withCollectivite } from '#src/resident/with-collectivite.js'

/** The resident reads what would be sent. */
export function reviewRoutes(services: ResidentServices, visits: Visits) {
  return factory
    .createApp()
    .get('/collectivites/:siret/envoyer_mes_donnees', withCollectivite(services.db), async (c) => {
      const collectivite = c.get('collectivite')
      const { siret } = collectivite
      const content = (await visits.read(c))?.content
      const review = content?.reviews.find((candidate) => candidate.siret === siret)
      if (review)
        return c.render(await reviewPage(services, collectivite, review), {
          title: reviewTitle(collectivite),
          signedIn: true,
        })
      const sent = lastSent(content, siret)
      return sent
        ? c.redirect(confirmationPath(siret, sent.reference), 303)
        : sessionExpired(c, visits, collectivite)
    })
}
