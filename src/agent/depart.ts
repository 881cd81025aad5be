import type { Context } from 'hono'
import { type Errand, withPendingSignIn } from '#src/agent/agent-session.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { errorPage } from '#src/http/error-page.js'
import { describeError } from '#src/log.js'

/**
 * Leaves for ProConnect.
 * @param path of this departure, to try again
 * @param errand kept in the session for the return
 */
export async function departForProConnect(
  c: Context,
  { proConnect, log }: AgentServices,
  visits: DeskVisits,
  path: string,
  errand: Errand = {},
) {
  const checks = proConnect.newChecks()
  const departure = await proConnect.authorizationUrl(checks).catch((error) => {
    log.error('proconnect unreachable', { requestId: c.get('requestId'), ...describeError(error) })
    return null
  })
  if (!departure) {
    const again = { href: path, label: 'Réessayer' }
    return errorPage(c, 503, { reason: 'ProConnect', ways: [again] })
  }
  await visits.depart(c, (session) => withPendingSignIn(session, { ...checks, ...errand }))
  return c.redirect(departure, 302)
}
