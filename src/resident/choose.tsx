import { findCommuneNotServed, searchDirectory } from '#src/collectivite/directory.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { tellOutages } from '#src/resident/tell-outages.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { Choose, SearchResults } from '#templates/resident/choose.js'
import { Home } from '#templates/resident/home.js'
import { messageToMairie, NotInService } from '#templates/resident/not-in-service.js'

const MAX_QUERY = 100
const CHOOSE = { href: '/collectivites', label: 'Chercher une autre collectivité' }

/** Home and choice of the collectivité. */
export function chooseRoutes(services: ResidentServices, visits: Visits) {
  const { db, config } = services
  return factory
    .createApp()
    .get('/', async function home(c) {
      c.set('shared', { siret: null })
      return c.render(<Home outages={tellOutages(services)} />, {
        title: 'Transmettre mon quotient familial',
        signedIn: await visits.isSignedIn(c),
      })
    })
    .get('/collectivites', async function choose(c) {
      const codeCog = c.req.query('commune')
      if (codeCog !== undefined) {
        const commune = await findCommuneNotServed(db, codeCog)
        if (!commune) return errorPage(c, 404, { reason: 'collectivité', ways: [CHOOSE] })
        const message = messageToMairie(commune, config.publicUrl.origin)
        const title = `${commune.name} ne propose pas encore ce service`
        return c.render(<NotInService commune={commune} message={message} />, { title, scripts: ['copy.js'] })
      }
      const query = (c.req.query('q') ?? '').slice(0, MAX_QUERY)
      const { results, more } = await searchDirectory(db, query)
      if (c.req.header('X-Fragment') === 'resultats') {
        return c.html(<SearchResults query={query} results={results} more={more} />)
      }
      const title = query ? `${query} : choisir ma collectivité` : 'Choisir ma collectivité'
      const found = { query, results, more }
      return c.render(<Choose {...found} outages={tellOutages(services)} />, {
        title,
        scripts: ['search.js'],
        signedIn: await visits.isSignedIn(c),
      })
    })
}
