import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { describeError } from '#src/log.js'
import { otherWayPath } from '#src/resident/addresses.js'
import { readExternalId } from '#src/resident/external-id.js'
import { withPending } from '#src/resident/resident-session.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { whileOpen, withCollectivite } from '#src/resident/with-collectivite.js'

/** Departure for FranceConnect: a link, because browsers hold a form's redirects to `form-action`. */
export function signInRoutes({ db, franceConnect, log }: ResidentServices, visits: Visits) {
  return factory
    .createApp()
    .get('/collectivites/:siret/connexion', withCollectivite(db), whileOpen, async (c) => {
      const { siret } = c.get('collectivite')
      const { externalId } = readExternalId(c.req.query('external_id'))
      const checks = franceConnect.newChecks()
      const departure = await franceConnect.authorizationUrl(checks).catch((error) => {
        log.error('franceconnect unreachable', {
          requestId: c.get('requestId'),
          siret,
          ...describeError(error),
        })
        return null
      })
      if (!departure) {
        const again = { href: c.req.path, label: 'Réessayer' }
        const otherWay = { href: otherWayPath(siret), label: 'Faire autrement, sans FranceConnect' }
        return errorPage(c, 503, { reason: 'FranceConnect', ways: [again, otherWay] })
      }
      await visits.change(c, (session) => withPending(session, { ...checks, siret, externalId }))
      return c.redirect(departure, 302)
    })
}
