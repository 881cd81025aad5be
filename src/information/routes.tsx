import { factory } from '#src/http/factory.js'
import { sameForAll } from '#src/http/shared-pages.js'
import { personalDataRoutes } from '#src/information/personal-data.js'
import { programFilesRoutes } from '#src/information/program-files.js'
import { STATISTICS_PATH, statisticsRoutes } from '#src/information/statistics.js'
import { termsAndHelpRoutes } from '#src/information/terms-and-help.js'
import { trialRoutes } from '#src/information/trial.js'
import type { Services } from '#src/services.js'
import { Accessibility } from '#templates/information/accessibility.js'
import { Administrations } from '#templates/information/administrations.js'
import { TRIAL_PATH } from '#templates/information/trial-frame.js'
import type { Site } from '#templates/site.js'

/** Pages that say what the service is and does. */
export function informationRoutes(services: Pick<Services, 'config' | 'db' | 'now'>, site: Site) {
  const { config } = services
  return factory
    .createApp()
    .get('/administrations', sameForAll, (c) =>
      c.render(
        <Administrations
          site={site}
          trialUrl={TRIAL_PATH}
          statisticsUrl={STATISTICS_PATH}
          retentionDays={config.retentionDays}
        />,
        { title: 'Proposer ce service dans ma collectivité' },
      ),
    )
    .get('/accessibilite', sameForAll, (c) =>
      c.render(<Accessibility site={site} />, { title: 'Accessibilité' }),
    )
    .route('/', personalDataRoutes(services, site))
    .route('/', termsAndHelpRoutes(services, site))
    .route('/', programFilesRoutes(services))
    .route('/', statisticsRoutes(services))
    .route('/', trialRoutes(services))
}
