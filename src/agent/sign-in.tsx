import type { Context } from 'hono'
import { deskPath } from '#src/agent/addresses.js'
import { withPendingSignIn } from '#src/agent/agent-session.js'
import type { AgentServices, DeskVisits, SignedIn } from '#src/agent/desk-visit.js'
import { findCollectivitesOfSiren } from '#src/collectivite/directory.js'
import { acceptMemberships, membershipsOf } from '#src/collectivite/members.js'
import { sirenOf } from '#src/collectivite/siret.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { describeError } from '#src/log.js'
import { Desks } from '#templates/agent/desks.js'
import { Refused } from '#templates/agent/refused.js'
import { AgentSignIn } from '#templates/agent/sign-in.js'
import { SignInFailed } from '#templates/agent/sign-in-failed.js'

/** Sign-in with ProConnect, and the way from there to the agent's desk. */
export function agentSignInRoutes(services: AgentServices, visits: DeskVisits) {
  const { db, proConnect, log, now } = services
  return factory
    .createApp()
    .get('/agent', async function entrance(c) {
      const signedIn = await visits.signedIn(c)
      if (signedIn) return showDesks(c, services, signedIn)
      return c.render(<AgentSignIn signInUrl="/agent/connexion" />, {
        title: 'Espace des agents',
        area: 'agent',
      })
    })
    .get('/agent/connexion', async function depart(c) {
      const checks = proConnect.newChecks()
      const departure = await proConnect.authorizationUrl(checks).catch((error) => {
        log.error('proconnect unreachable', { requestId: c.get('requestId'), ...describeError(error) })
        return null
      })
      if (!departure) {
        const again = { href: '/agent/connexion', label: 'Réessayer' }
        return errorPage(c, 503, { reason: 'ProConnect', ways: [again] })
      }
      await visits.depart(c, (session) => withPendingSignIn(session, checks))
      return c.redirect(departure, 302)
    })
    .get('/agent/callback', async function comeBack(c) {
      const pending = await visits.takePending(c, c.req.query('state') ?? '')
      if (!pending) {
        // A reload, or a double click, after a sign-in that went well.
        return (await visits.signedIn(c)) ? c.redirect('/agent', 303) : failed(c, 'STATE_UNKNOWN')
      }
      const signIn = await proConnect.signIn(new URL(c.req.url).search, pending)
      if (signIn.kind !== 'signed-in')
        return failed(c, signIn.kind === 'gave-up' ? 'ACCESS_DENIED' : signIn.code)
      await acceptMemberships(db, signIn.agent, now())
      await visits.signIn(c, { agent: signIn.agent, idToken: signIn.idToken })
      return c.redirect('/agent', 303)
    })

  function failed(c: Context, errorCode: string) {
    log.warn('agent sign-in refused', { requestId: c.get('requestId'), errorCode })
    const gaveUp = errorCode === 'ACCESS_DENIED'
    c.status(gaveUp ? 200 : 400)
    const title = gaveUp ? 'Connexion abandonnée' : 'La connexion n’a pas abouti'
    return c.render(<SignInFailed gaveUp={gaveUp} signInUrl="/agent/connexion" />, { title, area: 'agent' })
  }
}

async function showDesks(c: Context, { db }: AgentServices, { agent }: SignedIn) {
  const memberships = await membershipsOf(db, agent)
  const [only, second] = memberships
  if (only && !second) return c.redirect(deskPath(only.collectivite.siret), 303)
  if (only) {
    const collectivites = memberships.map(({ collectivite }) => ({
      collectivite,
      url: deskPath(collectivite.siret),
    }))
    return c.render(<Desks desks={collectivites} />, {
      title: 'Mes collectivités',
      area: 'agent',
      signedIn: true,
    })
  }
  const [served] = await findCollectivitesOfSiren(db, sirenOf(agent.siret))
  c.status(403)
  const page = (
    <Refused
      agentName={`${agent.givenName} ${agent.usualName}`}
      organisation={{ siret: agent.siret, name: served?.name ?? null }}
      reason={served ? 'not-member' : 'no-collectivite'}
    />
  )
  return c.render(page, { title: 'Accès refusé', area: 'agent', signedIn: true })
}
