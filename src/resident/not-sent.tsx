import type { Context } from 'hono'
import { collectivitePath } from '#src/collectivite/addresses.js'
import { confirmationPath, reviewPath } from '#src/resident/addresses.js'
import type { SendingDecision } from '#src/resident/decide-sending.js'
import { sessionExpired } from '#src/resident/session-expired.js'
import type { Visits } from '#src/resident/visit.js'
import { unknownCollectivite } from '#src/resident/with-collectivite.js'
import { ReviewChanged } from '#templates/resident/review-changed.js'

/** Why a review was not sent, and the way on; `undefined` when it was sent in another tab, most likely. */
export function notSent(
  c: Context,
  visits: Visits,
  siret: string,
  decision: Exclude<SendingDecision, { kind: 'form-refused' }> | undefined,
) {
  switch (decision?.kind) {
    case 'unknown-collectivite':
      return unknownCollectivite(c)
    case 'not-open':
      return c.redirect(collectivitePath(siret), 303)
    case 'sent-already':
      return c.redirect(confirmationPath(siret, decision.sent.reference), 303)
    case 'session-expired':
      return sessionExpired(c, visits, decision.collectivite)
    case 'review-changed': {
      c.status(409)
      const page = <ReviewChanged collectivite={decision.collectivite} reviewUrl={reviewPath(siret)} />
      return c.render(page, { title: 'Relisez avant de transmettre', signedIn: true })
    }
    default:
      return c.redirect(reviewPath(siret), 303)
  }
}
