import type { Context } from 'hono'
import { withPendingSignIn } from '#src/agent/agent-session.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { errorPage } from '#src/http/error-page.js'
import { describeError } from '#src/log.js'

/**
 * Leaves for ProConnect.
 * @param path of this departure, to try again
 * @param invitation its token, kept in the session for the return
 */
export async function departForProConnect(
  c: Context,
  { proConnect, log }: AgentServices,
  visits: DeskVisits,
  path: string,
  invitation?: string,
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
  const pending = invitation ? { ...checks, invitation } : checks
  await visits.depart(c, (session) => withPendingSignIn(session, pending))
  return c.redirect(departure, 302)
}
