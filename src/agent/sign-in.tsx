import type { Context } from 'hono'
import { departForProConnect } from '#src/agent/depart.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { showDesks } from '#src/agent/desks.js'
import { addressAfter } from '#src/agent/members/addresses.js'
import { acceptInvitation } from '#src/collectivite/access/accept-invitation.js'
import { acceptMemberships } from '#src/collectivite/access/accept-memberships.js'
import { isOfAnOperator } from '#src/collectivite/access/is-operator.js'
import { factory } from '#src/http/factory.js'
import { AgentSignIn } from '#templates/agent/sign-in.js'
import { SignInFailed } from '#templates/agent/sign-in-failed.js'

/** Sign-in with ProConnect, and the way from there to the agent's desk. */
export function agentSignInRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe, proConnect, log, config, metrics } = services
  return factory
    .createApp()
    .get('/agent', async function entrance(c) {
      const signedIn = await visits.signedIn(c)
      if (signedIn && isOfAnOperator(signedIn.agent, config.dinum)) return c.redirect('/dinum', 303)
      if (signedIn) return showDesks(c, services, signedIn.agent)
      return c.render(<AgentSignIn signInUrl="/agent/connexion" />, {
        title: 'Espace des agents',
        area: 'agent',
      })
    })
    .get('/agent/connexion', (c) => departForProConnect(c, services, visits, '/agent/connexion'))
    .get('/agent/callback', async function comeBack(c) {
      const pending = await visits.takePending(c, c.req.query('state') ?? '')
      if (!pending) {
        // A reload, or a double click, after a sign-in that went well.
        return (await visits.signedIn(c)) ? c.redirect('/agent', 303) : failed(c, 'STATE_UNKNOWN')
      }
      const signIn = await proConnect.signIn(new URL(c.req.url).search, pending)
      if (signIn.kind !== 'signed-in')
        return failed(c, signIn.kind === 'gave-up' ? 'ACCESS_DENIED' : signIn.code)
      const { agent, idToken } = signIn
      const as = isOfAnOperator(agent, config.dinum) ? 'operator' : 'agent'
      metrics.count('qf_agent_sign_ins_total', { outcome: as })
      log.info('agent signed in', { requestId: c.get('requestId'), outcome: as })
      if (as === 'operator') {
        await visits.signIn(c, { agent, idToken })
        return c.redirect('/dinum', 303)
      }
      await acceptMemberships(safe, agent)
      await visits.signIn(c, { agent, idToken })
      if (!pending.invitation) return c.redirect(pending.returnTo ?? '/agent', 303)
      const outcome = await acceptInvitation(safe, pending.invitation, agent)
      return c.redirect(addressAfter(outcome, pending.invitation), 303)
    })

  function failed(c: Context, errorCode: string) {
    log.warn('agent sign-in refused', { requestId: c.get('requestId'), errorCode })
    const gaveUp = errorCode === 'ACCESS_DENIED'
    metrics.count('qf_agent_sign_ins_total', { outcome: gaveUp ? 'gave-up' : 'failed' })
    c.status(gaveUp ? 200 : 400)
    const title = gaveUp ? 'Connexion abandonnée' : 'La connexion n’a pas abouti'
    return c.render(<SignInFailed gaveUp={gaveUp} signInUrl="/agent/connexion" />, { title, area: 'agent' })
  }
}
