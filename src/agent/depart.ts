import type { Context } from 'hono'
import { type Errand, withPendingSignIn } from '#src/agent/agent-session.js'
import { cameFromElsewhere } from '#src/agent/came-from-elsewhere.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { clientNetwork } from '#src/http/client-address.js'
import { errorPage, tooManyPage } from '#src/http/error-page.js'
import { describeError } from '#src/log.js'
import { tooManyDepartures } from '#templates/error.js'

const HOME = { href: '/', label: 'Revenir à l’accueil' }

/**
 * Leaves for ProConnect, whose own session may bring her back at once: so only from a page of ours, whose button she
 * pressed. From elsewhere she comes to that page first.
 * @param path of this departure, to try again; the page with the button lies above it
 * @param errand kept in the session for the return
 */
export async function departForProConnect(
  c: Context,
  { config, proConnect, log, signInLimit }: AgentServices,
  visits: DeskVisits,
  path: string,
  errand: Errand = {},
) {
  // A program that looks whether the link is good leaves for nowhere.
  if (c.req.method === 'HEAD') return c.body(null)
  if (cameFromElsewhere(c, config.publicUrl.origin)) return c.redirect(path.replace(/\/connexion$/, ''), 303)
  const again = { href: path, label: 'Réessayer' }
  const pause = await signInLimit.takeAgent(clientNetwork(c, config.trustProxy))
  if (pause > 0) return tooManyPage(c, pause, tooManyDepartures('ProConnect', pause), [again, HOME])
  const checks = proConnect.newChecks()
  const departure = await proConnect.authorizationUrl(checks).catch((error) => {
    log.error('proconnect unreachable', { requestId: c.get('requestId'), ...describeError(error) })
    return null
  })
  if (!departure) return errorPage(c, 503, { reason: 'ProConnect', ways: [again] })
  await visits.depart(c, (session) => withPendingSignIn(session, { ...checks, ...errand }))
  return c.redirect(departure, 302)
}
