import type { Context } from 'hono'
import { collectivitePath } from '#src/collectivite/addresses.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { readsAttestations } from '#src/collectivite/reads-attestations.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { attestationPath, otherWayPath, signInPath } from '#src/resident/addresses.js'
import { readExternalId } from '#src/resident/external-id.js'
import { createRefusalNotes, readReturnAddress } from '#src/resident/return-address.js'
import { tellOutages } from '#src/resident/tell-outages.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { withCollectivite } from '#src/resident/with-collectivite.js'
import { CollectivitePage } from '#templates/resident/collectivite.js'
import { OtherWay } from '#templates/resident/other-way.js'

/** The page a QR code leads to: the collectivité, what will happen, the FranceConnect button. */
export function collectiviteRoutes(services: ResidentServices, visits: Visits) {
  const { db, log, counters } = services
  const known = withCollectivite(db)
  const noteRefusal = createRefusalNotes(services)
  const show = async (c: Context) => {
    const collectivite: Collectivite = c.get('collectivite')
    const { siret, name, state, timeZone } = collectivite
    const requestId: string = c.get('requestId')
    const { externalId, refused } = readExternalId(c.req.query('external_id'))
    if (refused) log.warn('external id ignored', { requestId, siret })
    const returning = await readReturnAddress(services, collectivite, c.req.query('redirect_uri'))
    if (returning.refused) log.warn('return address ignored', { requestId, siret })
    if (returning.refusedOrigin) noteRefusal(siret, returning.refusedOrigin, requestId)
    if (c.req.method === 'GET') counters.count(siret, 'views')
    if (state === 'fermée') c.status(410)
    const link = { externalId, returnAddress: returning.returnAddress }
    const addresses = { signInUrl: signInPath(siret, link), otherWayUrl: otherWayPath(siret) }
    const title = `${name} : transmettre mon quotient familial`
    const outages = tellOutages(services, timeZone)
    if (state === 'ouverte') c.set('shared', { siret, onShown: () => counters.count(siret, 'views') })
    return c.render(<CollectivitePage collectivite={collectivite} outages={outages} {...addresses} />, {
      title,
      signedIn: await visits.isSignedIn(c),
    })
  }
  return factory
    .createApp()
    .get('/collectivities/:siret', (c) => {
      const siret = c.req.param('siret')
      if (!/^\d+$/.test(siret)) return errorPage(c, 404, { reason: 'collectivité' })
      return c.redirect(collectivitePath(siret) + new URL(c.req.url).search, 301)
    })
    .get('/collectivites/:siret', known, show)
    .get('/collectivites/:siret/me_connecter', known, show)
    .get('/collectivites/:siret/sans_france_connect', known, async (c) => {
      const collectivite = c.get('collectivite')
      const { siret, state, acceptsWithoutFranceConnect } = collectivite
      const mayJoin = state === 'ouverte' && acceptsWithoutFranceConnect && readsAttestations(collectivite)
      const attestationUrl = mayJoin ? attestationPath(siret) : null
      if (state === 'ouverte') c.set('shared', { siret })
      return c.render(<OtherWay collectivite={collectivite} attestationUrl={attestationUrl} />, {
        title: `${collectivite.name} : sans FranceConnect`,
        signedIn: await visits.isSignedIn(c),
      })
    })
}
