import type { Context } from 'hono'
import { listContacts } from '#src/collectivite/contacts.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { isSiret } from '#src/collectivite/siret.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { sameForAll } from '#src/http/shared-pages.js'
import type { Services } from '#src/services.js'
import { PersonalData } from '#templates/information/personal-data.js'
import type { Controller, DataFacts } from '#templates/information/personal-data-facts.js'
import type { Site } from '#templates/site.js'

const CHOOSE = { href: '/collectivites', label: 'Chercher ma collectivité' }

/** What is kept of persons: for all collectivités, and for one with its own retention and its officer. */
export function personalDataRoutes({ config, db }: Pick<Services, 'config' | 'db'>, site: Site) {
  const show = (c: Context, controller: Controller | null, title: string) => {
    const { hostingProvider, subprocessors, backupDays } = config.operator
    const { retentionDays } = config
    const facts: DataFacts = { site, retentionDays, hostingProvider, subprocessors, backupDays, controller }
    return c.render(<PersonalData {...facts} />, { title })
  }
  return factory
    .createApp()
    .get('/donnees_personnelles', sameForAll, (c) => show(c, null, 'Données personnelles'))
    .get('/collectivites/:siret/donnees_personnelles', async function ofOne(c) {
      const siret = c.req.param('siret')
      const collectivite = isSiret(siret) ? await findCollectivite(db, siret) : null
      if (!collectivite) return errorPage(c, 404, { reason: 'collectivité', ways: [CHOOSE] })
      const contacts = await listContacts(db, siret)
      const officer = contacts.find(({ kind }) => kind === 'délégué à la protection des données')
      const controller = { collectivite, officerEmail: officer?.email ?? null }
      return show(c, controller, `${collectivite.name} : données personnelles`)
    })
}
