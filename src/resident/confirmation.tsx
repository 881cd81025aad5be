import type { Context } from 'hono'
import { collectivitePath } from '#src/collectivite/addresses.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { factory } from '#src/http/factory.js'
import { receiptPath } from '#src/resident/addresses.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { withCollectivite } from '#src/resident/with-collectivite.js'
import { openSubmission } from '#src/submission/open-submissions.js'
import { formatInstant, formatMonth, timeZoneName } from '#templates/format.js'
import { renderReceipt } from '#templates/print/receipt.js'
import { Confirmation } from '#templates/resident/confirmation.js'
import { ReceiptGone } from '#templates/resident/receipt-gone.js'

/** Done: the reference, and the receipt, for as long as the session that sent. */
export function confirmationRoutes({ db, safe, config }: ResidentServices, visits: Visits) {
  const known = withCollectivite(db)
  const sentHere = async (c: Context, reference: string) => {
    const { siret }: Collectivite = c.get('collectivite')
    const content = (await visits.read(c))?.content
    return (
      content?.sent.find((candidate) => candidate.siret === siret && candidate.reference === reference) ??
      null
    )
  }
  const gone = (c: Context) => {
    const collectivite: Collectivite = c.get('collectivite')
    c.status(404)
    const page = <ReceiptGone collectivite={collectivite} startUrl={collectivitePath(collectivite.siret)} />
    return c.render(page, { title: 'Cette page n’est plus affichable' })
  }
  return factory
    .createApp()
    .get('/collectivites/:siret/confirmation/:file{Q[0-9A-Z]{9}\\.pdf}', known, async function receipt(c) {
      const collectivite = c.get('collectivite')
      const reference = c.req.param('file').slice(0, -'.pdf'.length)
      const sent = await sentHere(c, reference)
      const opening = { actor: 'usager', action: 'récépissé' } as const
      const submission = sent && (await openSubmission(safe, collectivite.siret, reference, opening))
      if (!submission) return gone(c)
      const pdf = await renderReceipt({
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
      const sent = await sentHere(c, c.req.param('reference'))
      if (!sent) return gone(c)
      const page = (
        <Confirmation
          collectivite={collectivite}
          reference={sent.reference}
          sentAt={formatInstant(new Date(sent.at), collectivite.timeZone)}
          month={formatMonth(sent.year, sent.month)}
          receiptUrl={receiptPath(collectivite.siret, sent.reference)}
          returnUrl={null}
        />
      )
      return c.render(page, { title: `Quotient familial transmis à ${collectivite.name}`, signedIn: true })
    })
}
