import type { Context } from 'hono'
import { errorPage, type Way } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { describeError } from '#src/log.js'
import { departurePath, otherWayPath, TRANSMISSIONS_SIGN_IN_PATH } from '#src/resident/addresses.js'
import { readExternalId } from '#src/resident/external-id.js'
import { type Destination, siretOf, withPending } from '#src/resident/resident-session.js'
import { readReturnAddress } from '#src/resident/return-address.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { whileOpen, withCollectivite } from '#src/resident/with-collectivite.js'

/** Departures for FranceConnect: links, because browsers hold a form's redirects to `form-action`. */
export function signInRoutes(services: ResidentServices, visits: Visits) {
  const { db, franceConnect, log, counters } = services
  const depart = async (c: Context, destination: Destination, otherWays: Way[]) => {
    const checks = franceConnect.newChecks()
    const purpose = destination.kind === 'review' ? 'transmit' : 'recognise'
    const departure = await franceConnect.authorizationUrl(checks, purpose).catch((error) => {
      log.error('franceconnect unreachable', {
        requestId: c.get('requestId'),
        ...siretOf(destination),
        ...describeError(error),
      })
      return null
    })
    if (!departure) {
      const again = { href: departurePath(destination), label: 'Réessayer' }
      return errorPage(c, 503, { reason: 'FranceConnect', ways: [again, ...otherWays] })
    }
    await visits.change(c, (session) => withPending(session, { ...checks, destination }))
    if (destination.kind === 'review' && c.req.method === 'GET')
      counters.count(destination.siret, 'departures')
    return c.redirect(departure, 302)
  }
  return factory
    .createApp()
    .get('/collectivites/:siret/connexion', withCollectivite(db), whileOpen, async (c) => {
      const collectivite = c.get('collectivite')
      const { siret } = collectivite
      const { externalId } = readExternalId(c.req.query('external_id'))
      const { returnAddress } = await readReturnAddress(services, collectivite, c.req.query('redirect_uri'))
      const refresh = c.req.query('actualiser') !== undefined
      const otherWay = { href: otherWayPath(siret), label: 'Faire autrement, sans FranceConnect' }
      return depart(c, { kind: 'review', siret, externalId, returnAddress, refresh }, [otherWay])
    })
    .get(TRANSMISSIONS_SIGN_IN_PATH, (c) => {
      const home = { href: '/', label: 'Revenir à l’accueil' }
      return depart(c, { kind: 'transmissions' }, [home])
    })
}
