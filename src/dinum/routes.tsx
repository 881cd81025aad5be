import { departForProConnect } from '#src/agent/depart.js'
import { openDeskVisits } from '#src/agent/desk-visit.js'
import { consolePath } from '#src/dinum/addresses.js'
import { collectiviteRoutes } from '#src/dinum/collectivites/collectivite.js'
import { contactRoutes } from '#src/dinum/collectivites/contacts.js'
import { decisionRoutes } from '#src/dinum/collectivites/decisions.js'
import { collectivitesRoutes } from '#src/dinum/collectivites/list.js'
import { demandeRoutes } from '#src/dinum/datapass/demande.js'
import { differencesRoutes } from '#src/dinum/datapass/differences.js'
import { eventRoutes } from '#src/dinum/datapass/event.js'
import { eventsRoutes } from '#src/dinum/datapass/events.js'
import { deadLettersRoutes } from '#src/dinum/dead-letters.js'
import { editorsRoutes } from '#src/dinum/editors.js'
import { journalRoutes } from '#src/dinum/journal.js'
import { openByHandRoutes } from '#src/dinum/opening/open-by-hand.js'
import { openingListRoutes } from '#src/dinum/opening-lists/list.js'
import { openingListsRoutes } from '#src/dinum/opening-lists/lists.js'
import { type ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { factory } from '#src/http/factory.js'
import { ConsoleEntrance } from '#templates/dinum/entrance.js'

/** The operator's console: DINUM opens the service to collectivités and sees where each stands. */
export function consoleRoutes(services: ConsoleServices) {
  const visits = openDeskVisits(services)
  const guard = withOperator(services, visits)
  return factory
    .createApp()
    .get('/dinum/connexion', (c) =>
      departForProConnect(c, services, visits, '/dinum/connexion', { returnTo: consolePath }),
    )
    .get(consolePath, async function entrance(c, next) {
      if (await visits.signedIn(c)) return next()
      return c.render(<ConsoleEntrance signInUrl="/dinum/connexion" />, {
        title: 'Console de l’opérateur',
        area: 'dinum',
      })
    })
    .route('/', collectivitesRoutes(services, guard))
    .route('/', collectiviteRoutes(services, guard))
    .route('/', decisionRoutes(services, guard))
    .route('/', contactRoutes(services, guard))
    .route('/', openByHandRoutes(services, guard))
    .route('/', openingListsRoutes(services, guard))
    .route('/', openingListRoutes(services, guard))
    .route('/', journalRoutes(services, guard))
    .route('/', eventsRoutes(services, guard))
    .route('/', demandeRoutes(services, guard))
    .route('/', eventRoutes(services, guard))
    .route('/', differencesRoutes(services, guard))
    .route('/', editorsRoutes(services, guard))
    .route('/', deadLettersRoutes(services, guard))
}
