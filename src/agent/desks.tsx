import type { Context } from 'hono'
import { deskPath, membersPath } from '#src/agent/addresses.js'
import { closedDesksOf } from '#src/agent/closed-desk.js'
import type { AgentServices } from '#src/agent/desk-visit.js'
import { accessDueProps } from '#src/agent/members/access-due.js'
import { requestPath } from '#src/agent/members/addresses.js'
import { requestStates } from '#src/collectivite/access/requests.js'
import { type AgentAccount, type Membership, membershipsOf } from '#src/collectivite/members.js'
import { Desks } from '#templates/agent/desks.js'
import { Refused } from '#templates/agent/refused.js'

/** From the entrance to her desk, to the choice among several, or to the page that says why there is none. */
export async function showDesks(c: Context, { db, now }: AgentServices, agent: AgentAccount) {
  const memberships = await membershipsOf({ db, now }, agent)
  const [only, second] = memberships
  if (!only) return refuse(c, { db, now }, agent)
  if (!second) return c.redirect(entranceOf(only, now()), 303)
  const desks = memberships.map((membership) => ({
    collectivite: membership.collectivite,
    url: entranceOf(membership, now()),
  }))
  return c.render(<Desks desks={desks} />, { title: 'Mes collectivités', area: 'agent', signedIn: true })
}

// A gestionnaire whose agents wait is led to the list that she has to confirm.
function entranceOf(membership: Membership, now: Date): string {
  const { siret } = membership.collectivite
  return accessDueProps(membership, now)?.overdue ? membersPath(siret) : deskPath(siret)
}

async function refuse(c: Context, services: Pick<AgentServices, 'db' | 'now'>, agent: AgentAccount) {
  const [states, closed] = await Promise.all([
    requestStates(services.db, agent),
    closedDesksOf(services, agent),
  ])
  const own = states.find(({ collectivite }) => collectivite.siret.startsWith(agent.siret.slice(0, 9)))
  c.status(403)
  const page = (
    <Refused
      agentName={`${agent.givenName} ${agent.usualName}`}
      organisation={{ siret: agent.siret, name: own?.collectivite.name ?? null }}
      desks={states.map(({ collectivite, state }) => ({
        collectivite,
        state,
        requestUrl: requestPath(collectivite.siret),
      }))}
      closed={closed}
    />
  )
  return c.render(page, { title: 'Accès refusé', area: 'agent', signedIn: true })
}
