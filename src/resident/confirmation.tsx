import type { Context } from 'hono'
import { collectivitePath } from '#src/collectivite/addresses.js'
import { factory } from '#src/http/factory.js'
import { attestationPath, TRANSMISSIONS_PATH } from '#src/resident/addresses.js'
import { confirmationPage } from '#src/resident/confirmation-page.js'
import { notShown } from '#src/resident/not-shown.js'
import { findOwnTransmission, type OwnTransmission } from '#src/resident/own-transmission.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { type CollectiviteEnv, withCollectivite } from '#src/resident/with-collectivite.js'
import { openSubmission } from '#src/submission/open-submissions.js'
import { formatInstant, formatMonth, timeZoneName } from '#templates/format.js'
import { renderReceipt } from '#templates/print/receipt.js'
import { Cancelled } from '#templates/resident/cancelled.js'

/** Done: the reference, and the receipt, for who sent and is signed in. */
export function confirmationRoutes(services: ResidentServices, visits: Visits) {
  const { db, safe, config } = services
  const known = withCollectivite(db)
  return factory
    .createApp()
    .get('/collectivites/:siret/confirmation/:file{Q[0-9A-Z]{9}\\.pdf}', known, async function receipt(c) {
      const collectivite = c.get('collectivite')
      const { siret } = collectivite
      const reference = c.req.param('file').slice(0, -'.pdf'.length)
      const own = await findOwnTransmission(services, visits, c, siret, reference)
      const opening = { actor: 'usager', action: 'récépissé' } as const
      const submission = own && (await openSubmission(safe, siret, reference, opening))
      if (!submission) return notShown(c, services, visits, collectivite)
      const pdf = await renderReceipt({
        origin: submission.origin,
        name: [...submission.identity.givenNames, submission.identity.familyName].join(' '),
        sentAt: formatInstant(submission.createdAt, collectivite.timeZone),
        timeZoneName: timeZoneName(collectivite.timeZone),
        reference,
        collectivite,
        month: formatMonth(submission.quotientFamilial.year, submission.quotientFamilial.month),
        operatorName: config.operator.name,
      })
      c.header('Content-Disposition', `attachment; filename="recepisse_${reference}.pdf"`)
      return c.body(Buffer.from(pdf), 200, { 'Content-Type': 'application/pdf' })
    })
    .get('/collectivites/:siret/confirmation/:reference', known, async function confirmation(c) {
      const collectivite = c.get('collectivite')
      const reference = c.req.param('reference')
      const own = await findOwnTransmission(services, visits, c, collectivite.siret, reference)
      if (!own) return notShown(c, services, visits, collectivite)
      if (own.cancelledAt) return showCancelled(c, visits, own, own.cancelledAt)
      return confirmationPage(services, visits, c, own)
    })
}

async function showCancelled(
  c: Context<CollectiviteEnv>,
  visits: Visits,
  own: OwnTransmission,
  cancelledAt: Date,
) {
  const collectivite = c.get('collectivite')
  const { siret } = collectivite
  const isApart = own.sub === null
  const sent = (await visits.read(c))?.content.sent.find(({ reference }) => reference === own.reference)
  const page = (
    <Cancelled
      collectivite={collectivite}
      reference={own.reference}
      cancelledAt={formatInstant(cancelledAt, collectivite.timeZone)}
      startUrl={isApart ? attestationPath(siret) : collectivitePath(siret)}
      transmissionsUrl={isApart ? null : TRANSMISSIONS_PATH}
      isShared={sent?.isShared ?? false}
    />
  )
  return c.render(page, { title: 'Transmission annulée', signedIn: !isApart })
}
