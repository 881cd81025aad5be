import { factory } from '#src/http/factory.js'
import { confirmationPath, TRANSMISSIONS_PATH } from '#src/resident/addresses.js'
import { notShown } from '#src/resident/not-shown.js'
import { findOwnTransmission } from '#src/resident/own-transmission.js'
import { withCancelled } from '#src/resident/resident-session.js'
import type { ResidentServices, Visits } from '#src/resident/visit.js'
import { withCollectivite } from '#src/resident/with-collectivite.js'
import { cancelSubmission } from '#src/submission/cancel.js'
import { TooLateToCancel } from '#templates/resident/too-late-to-cancel.js'

/** The resident takes a transmission back while no agent has opened it. */
export function cancelRoutes(services: ResidentServices, visits: Visits) {
  const path = '/collectivites/:siret/confirmation/:reference/annulation'
  return factory.createApp().post(path, withCollectivite(services.db), async function cancel(c) {
    const collectivite = c.get('collectivite')
    const { siret } = collectivite
    const reference = c.req.param('reference')
    const own = await findOwnTransmission(services, visits, c, siret, reference)
    if (!own) return notShown(c, services, visits, collectivite, 'annulation')
    const cancellation = await cancelSubmission(services.safe, siret, own)
    services.metrics.count('qf_cancellations_total', { outcome: cancellation })
    if (cancellation === 'cancelled' && own.sub === null)
      await visits.change(c, (session) => withCancelled(session, reference, services.now()))
    if (cancellation !== 'too-late') return c.redirect(confirmationPath(siret, reference), 303)
    c.status(409)
    const page = (
      <TooLateToCancel
        collectivite={collectivite}
        reference={reference}
        transmissionsUrl={own.sub === null ? null : TRANSMISSIONS_PATH}
      />
    )
    return c.render(page, { title: 'Il est trop tard pour annuler', signedIn: own.sub !== null })
  })
}
