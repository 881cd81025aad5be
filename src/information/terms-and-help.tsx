import { factory } from '#src/http/factory.js'
import { sameForAll } from '#src/http/shared-pages.js'
import type { Services } from '#src/services.js'
import { Cookies } from '#templates/information/cookies.js'
import { Faq } from '#templates/information/faq.js'
import { LegalNotice } from '#templates/information/legal-notice.js'
import { SiteMap } from '#templates/information/site-map.js'
import { TermsForAdministrations } from '#templates/information/terms-administrations.js'
import { TermsForResidents } from '#templates/information/terms-residents.js'
import type { Site } from '#templates/site.js'

/** What people may want to know before, or after: answers, terms, who is behind. None of it needs another service. */
export function termsAndHelpRoutes({ config }: Pick<Services, 'config'>, site: Site) {
  const { operator, retentionDays, publicUrl, secureCookies } = config
  const { publicationDirector, hostingProvider, subprocessors, securityEmail, backupDays } = operator
  return factory
    .createApp()
    .get('/faq', sameForAll, (c) =>
      c.render(<Faq site={site} origin={publicUrl.origin} retentionDays={retentionDays} />, {
        title: 'Questions fréquentes',
      }),
    )
    .get('/cgu_usagers', sameForAll, (c) =>
      c.render(<TermsForResidents site={site} retentionDays={retentionDays} />, {
        title: 'Conditions d’utilisation',
      }),
    )
    .get('/cgu_administrations', sameForAll, (c) =>
      c.render(
        <TermsForAdministrations
          site={site}
          retentionDays={retentionDays}
          subprocessors={subprocessors}
          securityEmail={securityEmail}
          backupDays={backupDays}
        />,
        { title: 'Conditions d’utilisation pour les collectivités' },
      ),
    )
    .get('/cookies', sameForAll, (c) => c.render(<Cookies secure={secureCookies} />, { title: 'Cookies' }))
    .get('/mentions_legales', sameForAll, (c) =>
      c.render(
        <LegalNotice
          site={site}
          publicationDirector={publicationDirector}
          hostingProvider={hostingProvider}
          subprocessors={subprocessors}
          securityEmail={securityEmail}
        />,
        { title: 'Mentions légales' },
      ),
    )
    .get('/plan_du_site', sameForAll, (c) => c.render(<SiteMap />, { title: 'Plan du site' }))
}
