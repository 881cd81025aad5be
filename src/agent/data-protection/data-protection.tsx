import type { Context } from 'hono'
import { dataProtectionPath, settingsPath } from '#src/agent/addresses.js'
import { DOCUMENTS, readProtectionFacts } from '#src/agent/data-protection/documents.js'
import { deskNav } from '#src/agent/desk-nav.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { type DeskEnv, onlyGestionnaire, withMembership } from '#src/agent/with-membership.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { DataProtection } from '#templates/agent/data-protection.js'
import { DataProtectionDocument } from '#templates/agent/data-protection-document.js'
import { odtFile } from '#templates/documents/odt.js'

const ODT = 'application/vnd.oasis.opendocument.text'

/** The documents of the collectivité's data protection officer, filled with its settings. Nothing of a resident. */
export function dataProtectionRoutes(services: AgentServices, visits: DeskVisits) {
  const path = '/agent/collectivites/:siret/protection-des-donnees'
  const guards = [withMembership(services, visits), onlyGestionnaire] as const
  const readDocument = async (c: Context<DeskEnv>, name: string) => {
    const build = Object.hasOwn(DOCUMENTS, name) ? DOCUMENTS[name] : undefined
    return build?.(await readProtectionFacts(services, c.get('membership').collectivite)) ?? null
  }
  return factory
    .createApp()
    .get(path, ...guards, async function show(c) {
      const membership = c.get('membership')
      const { collectivite } = membership
      const own = dataProtectionPath(collectivite.siret)
      const { officer, personalDataUrl } = await readProtectionFacts(services, collectivite)
      const page = (
        <DataProtection
          nav={{ collectivite, items: deskNav(membership, 'réglages') }}
          officerEmail={officer?.email ?? null}
          supportEmail={services.config.operator.supportEmail}
          urls={{ documents: own, settings: settingsPath(collectivite.siret), personalData: personalDataUrl }}
        />
      )
      return c.render(page, { title: 'Protection des données', area: 'agent', signedIn: true })
    })
    .get(`${path}/:file{.+\\.odt}`, ...guards, async function download(c) {
      const name = c.req.param('file').replace(/\.odt$/, '')
      const document = await readDocument(c, name)
      if (!document) return errorPage(c, 404)
      const file = `${name}_quotient-familial_${c.get('membership').collectivite.codeCog}.odt`
      c.header('Content-Disposition', `attachment; filename="${file}"`)
      return c.body(new Uint8Array(odtFile(document, services.now())), 200, { 'Content-Type': ODT })
    })
    .get(`${path}/:name`, ...guards, async function read(c) {
      const membership = c.get('membership')
      const { collectivite } = membership
      const name = c.req.param('name')
      const document = await readDocument(c, name)
      if (!document) return errorPage(c, 404)
      const own = dataProtectionPath(collectivite.siret)
      const page = (
        <DataProtectionDocument
          nav={{ collectivite, items: deskNav(membership, 'réglages') }}
          document={document}
          isShort={name === 'mention'}
          urls={{ download: `${own}/${name}.odt`, all: own }}
        />
      )
      return c.render(page, { title: document.title, area: 'agent', signedIn: true, scripts: ['copy.js'] })
    })
}
