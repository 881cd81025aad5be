import type { Context } from 'hono'
import { deskPath } from '#src/agent/addresses.js'
import { departForProConnect } from '#src/agent/depart.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { addressAfter, invitationPath } from '#src/agent/members/addresses.js'
import { postLimitedInvitation } from '#src/agent/members/post-limited-invitation.js'
import {
  acceptInvitation,
  findInvitation,
  isAddressTaken,
  mayWorkFor,
  renewInvitation,
} from '#src/collectivite/access/accept-invitation.js'
import { isOfAnOperator } from '#src/collectivite/access/is-operator.js'
import { findCollectivite } from '#src/collectivite/directory.js'
import { type AgentAccount, membershipsOf } from '#src/collectivite/members.js'
import { factory } from '#src/http/factory.js'
import { guessPage } from '#src/http/guesses.js'
import { orTooOften } from '#src/limits/link-limit.js'
import { Invitation } from '#templates/agent/invitation.js'
import {
  CLOSED_INVITATION,
  type ClosedInvitation,
  InvitationClosed,
} from '#templates/agent/invitation-closed.js'

const path = '/agent/invitation/:token'

/**
 * The link of an invitation. Opening it changes nothing, so a program that reads mail cannot use it up: it is accepted
 * by the sign-in that starts there, or by a button.
 */
export function invitationRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe, db, config } = services
  return factory
    .createApp()
    .get(path, async function open(c) {
      const token = c.req.param('token')
      const found = await findInvitation(safe, token)
      if (found.kind === 'unknown') return closed(c, 'unknown', token)
      const { siret } = found.collectivite
      const agent = (await visits.signedIn(c))?.agent ?? null
      const isIn = agent !== null && (await isMember(agent, siret))
      if (found.kind === 'used' && isIn) return c.redirect(deskPath(siret), 303)
      if (found.kind !== 'open') return closed(c, found.kind, token)
      if (isIn) return closed(c, 'already-in', token)
      if (agent && (await isAddressTaken(db, siret, agent))) return closed(c, 'address-taken', token)
      const page = (
        <Invitation
          collectivite={found.collectivite}
          role={found.role}
          invitedBy={found.invitedBy}
          reader={agent && (await describe(agent, siret))}
          signInUrl={`${invitationPath(token)}/connexion`}
          acceptUrl={invitationPath(token)}
        />
      )
      return c.render(page, { title: 'Votre invitation', area: 'agent', signedIn: agent !== null })
    })
    .get(`${path}/connexion`, async function depart(c) {
      const token = c.req.param('token')
      const { kind } = await findInvitation(safe, token)
      if (kind === 'unknown') return closed(c, kind, token)
      if (kind !== 'open') return c.redirect(invitationPath(token), 303)
      return departForProConnect(c, services, visits, `${invitationPath(token)}/connexion`, {
        invitation: token,
      })
    })
    .post(path, async function accept(c) {
      const token = c.req.param('token')
      const signedIn = await visits.signedIn(c)
      if (!signedIn) return c.redirect(invitationPath(token), 303)
      if (isOfAnOperator(signedIn.agent, config.dinum)) return c.redirect('/dinum', 303)
      const outcome = await acceptInvitation(safe, token, signedIn.agent)
      // Where it leads tells a wrong one from a right one.
      const tooMany = outcome === 'not-open' && (await guessPage(c, services, 'link'))
      return tooMany || c.redirect(addressAfter(outcome, token), 303)
    })
    .post(`${path}/renouvellement`, async function renew(c) {
      const token = c.req.param('token')
      const renewed = await orTooOften(
        renewInvitation(safe, token, (tx, issued, collectivite) =>
          postLimitedInvitation(services, tx, collectivite, issued, null),
        ),
      )
      if (!renewed) {
        const { kind } = await findInvitation(safe, token)
        return kind === 'unknown' ? closed(c, 'unknown', token) : c.redirect(invitationPath(token), 303)
      }
      return closed(c, renewed === 'too-often' ? 'not-renewed' : 'renewed', token)
    })

  async function closed(c: Context, why: ClosedInvitation, token: string) {
    const tooMany = why === 'unknown' && (await guessPage(c, services, 'link'))
    if (tooMany) return tooMany
    c.status(STATUS[why] ?? 200)
    const page = <InvitationClosed why={why} renewUrl={`${invitationPath(token)}/renouvellement`} />
    const signedIn = (await visits.signedIn(c)) !== null
    return c.render(page, { title: CLOSED_INVITATION[why].title, area: 'agent', signedIn })
  }

  async function isMember(agent: AgentAccount, siret: string): Promise<boolean> {
    return (await membershipsOf(safe, agent, siret)).length > 0
  }

  async function describe(agent: AgentAccount, siret: string) {
    const [organisation, fits] = await Promise.all([
      findCollectivite(db, agent.siret),
      mayWorkFor(db, agent.siret, siret),
    ])
    return {
      agentName: `${agent.givenName} ${agent.usualName}`,
      organisation: { siret: agent.siret, name: organisation?.name ?? null },
      fits,
    }
  }
}

const STATUS: Partial<Record<ClosedInvitation, 404 | 429>> = { unknown: 404, 'not-renewed': 429 }
