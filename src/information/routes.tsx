import { factory } from '#src/http/factory.js'
import { STATISTICS_PATH, statisticsRoutes } from '#src/information/statistics.js'
import { trialRoutes } from '#src/information/trial.js'
import type { Services } from '#src/services.js'
import { Accessibility } from '#templates/information/accessibility.js'
import { Administrations } from '#templates/information/administrations.js'
import { LegalNotice } from '#templates/information/legal-notice.js'
import { PersonalData } from '#templates/information/personal-data.js'
import { TRIAL_PATH } from '#templates/information/trial-frame.js'
import type { Site } from '#templates/site.js'

/** Pages that say what the service is and does. */
export function informationRoutes(services: Pick<Services, 'config' | 'db' | 'now'>, site: Site) {
  const { config } = services
  return factory
    .createApp()
    .get('/administrations', (c) =>
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
    .get('/donnees_personnelles', (c) =>
      c.render(<PersonalData site={site} retentionDays={config.retentionDays} />, {
        title: 'Données personnelles',
      }),
    )
    .get('/mentions_legales', (c) => c.render(<LegalNotice site={site} />, { title: 'Mentions légales' }))
    .get('/accessibilite', (c) => c.render(<Accessibility site={site} />, { title: 'Accessibilité' }))
    .route('/', statisticsRoutes(services))
    .route('/', trialRoutes(services))
}
