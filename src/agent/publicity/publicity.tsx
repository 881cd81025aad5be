import { publicityPath, settingsPath } from '#src/agent/addresses.js'
import { readProtectionFacts } from '#src/agent/data-protection/documents.js'
import { deskNav } from '#src/agent/desk-nav.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { qrModules, qrPng, qrSvg } from '#src/agent/publicity/qr-code.js'
import { withMembership } from '#src/agent/with-membership.js'
import { collectivitePath } from '#src/collectivite/addresses.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { factory } from '#src/http/factory.js'
import { Publicity } from '#templates/agent/publicity.js'
import { renderPoster } from '#templates/print/poster.js'

/** What a collectivité needs to make the service known: its address, poster, QR code and texts. */
export function publicityRoutes(services: AgentServices, visits: DeskVisits) {
  const { config } = services
  const member = withMembership(services, visits)
  const path = '/agent/collectivites/:siret/faire-connaitre'
  const addressOf = ({ siret }: Collectivite) => new URL(collectivitePath(siret), config.publicUrl).href
  return factory
    .createApp()
    .get(path, member, async function show(c) {
      const membership = c.get('membership')
      const { collectivite, role } = membership
      const { siret } = collectivite
      const own = publicityPath(siret)
      const page = (
        <Publicity
          nav={{ collectivite, items: deskNav(membership, 'publicité') }}
          facts={await readProtectionFacts(services, collectivite)}
          urls={{
            poster: `${own}/affiche.pdf`,
            svg: `${own}/qr.svg`,
            png: `${own}/qr.png`,
            settings: role === 'gestionnaire' ? settingsPath(siret) : null,
          }}
        />
      )
      return c.render(page, { title: 'Faire connaître', area: 'agent', signedIn: true, scripts: ['copy.js'] })
    })
    .get(`${path}/affiche.pdf`, member, async function poster(c) {
      const { collectivite } = c.get('membership')
      const address = addressOf(collectivite)
      const qr = qrModules(address)
      const pdf = await renderPoster({ collectivite, address, qr, operatorName: config.operator.name })
      c.header('Content-Disposition', attachment(collectivite, 'affiche', 'pdf'))
      return c.body(Buffer.from(pdf), 200, { 'Content-Type': 'application/pdf' })
    })
    .get(`${path}/qr.svg`, member, async function svg(c) {
      const { collectivite } = c.get('membership')
      c.header('Content-Disposition', attachment(collectivite, 'qr', 'svg'))
      return c.body(qrSvg(addressOf(collectivite)), 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' })
    })
    .get(`${path}/qr.png`, member, async function png(c) {
      const { collectivite } = c.get('membership')
      c.header('Content-Disposition', attachment(collectivite, 'qr', 'png'))
      const image = await qrPng(addressOf(collectivite))
      return c.body(Buffer.from(image), 200, { 'Content-Type': 'image/png' })
    })
}

function attachment({ codeCog }: Collectivite, what: 'affiche' | 'qr', extension: string): string {
  return `attachment; filename="${what}-quotient-familial_${codeCog}.${extension}"`
}
