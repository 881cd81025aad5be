import type { Context } from 'hono'
import { readsAttestations } from '#src/collectivite/reads-attestations.js'
import { clientNetwork } from '#src/http/client-address.js'
import { errorPage, tooManyPage, type Way } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { describeError } from '#src/log.js'
import {
  attestationPath,
  departurePath,
  otherWayPath,
  TRANSMISSIONS_SIGN_IN_PATH,
} from '#src/resident/addresses.js'
import { readExternalId } from '#src/resident/external-id.js'
import { type Destination, siretOf, withPending } from '#src/resident/resident-session.js'
import { readReturnAddress } from '#src/resident/return-address.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { whileOpen, withCollectivite } from '#src/resident/with-collectivite.js'
import { tooManyDepartures } from '#templates/error.js'

/** Departures for FranceConnect: links, because browsers hold a form's redirects to `form-action`. */
export function signInRoutes(services: ResidentServices, visits: Visits) {
  const { db, config, franceConnect, log, counters, signInLimit } = services
  const depart = async (c: Context, destination: Destination, otherWays: Way[]) => {
    // A program that looks whether the link is good leaves for nowhere.
    if (c.req.method === 'HEAD') return c.body(null)
    const again = { href: departurePath(destination), label: 'Réessayer' }
    const network = clientNetwork(c, config.trustProxy)
    const pause = await signInLimit.takeResident(network, siretOf(destination).siret ?? null)
    if (pause > 0)
      return tooManyPage(c, pause, tooManyDepartures('FranceConnect', pause), [again, ...otherWays])
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
    if (!departure) return errorPage(c, 503, { reason: 'FranceConnect', ways: [again, ...otherWays] })
    await visits.change(c, (session) => withPending(session, { ...checks, destination }))
    if (destination.kind === 'review') counters.count(destination.siret, 'departures')
    return c.redirect(departure, 302)
  }
  return factory
    .createApp()
    .get('/collectivites/:siret/connexion', withCollectivite(db), whileOpen, async (c) => {
      const collectivite = c.get('collectivite')
      const { siret, acceptsWithoutFranceConnect } = collectivite
      const { externalId } = readExternalId(c.req.query('external_id'))
      const { returnAddress } = await readReturnAddress(services, collectivite, c.req.query('redirect_uri'))
      const refresh = c.req.query('actualiser') !== undefined
      const attestation = { href: attestationPath(siret), label: 'Joindre mon attestation' }
      const otherWay = { href: otherWayPath(siret), label: 'Faire autrement, sans FranceConnect' }
      return depart(c, { kind: 'review', siret, externalId, returnAddress, refresh }, [
        ...(acceptsWithoutFranceConnect && readsAttestations(collectivite) ? [attestation] : []),
        otherWay,
      ])
    })
    .get(TRANSMISSIONS_SIGN_IN_PATH, (c) => {
      const home = { href: '/', label: 'Revenir à l’accueil' }
      return depart(c, { kind: 'transmissions' }, [home])
    })
}
