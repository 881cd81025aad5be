import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { AgentServices, DeskVisits, SignedIn } from '#src/agent/desk-visit.js'
import { type Membership, membershipsOf } from '#src/collectivite/members.js'
import { errorPage } from '#src/http/error-page.js'
import type { AppEnv } from '#src/http/factory.js'

export type DeskEnv = AppEnv & { Variables: { membership: Membership; signedIn: SignedIn } }

const DESK = { href: '/agent', label: 'Revenir à l’espace des agents' }

/** Lets in members only; to others a collectivité answers as one that does not exist. */
export function withMembership({ db }: AgentServices, visits: DeskVisits) {
  return createMiddleware<DeskEnv>(async (c, next) => {
    const signedIn = await visits.signedIn(c)
    if (!signedIn) return c.redirect('/agent', 303)
    const memberships = await membershipsOf(db, signedIn.agent)
    const membership = memberships.find(({ collectivite }) => collectivite.siret === c.req.param('siret'))
    if (!membership) return errorPage(c, 404, { ways: [DESK] })
    c.set('membership', membership)
    c.set('signedIn', signedIn)
    return next()
  })
}

/** Behind `withMembership`: lets in gestionnaires; to agents the page is as one that does not exist. */
export const onlyGestionnaire: MiddlewareHandler<DeskEnv> = createMiddleware<DeskEnv>(async (c, next) => {
  if (c.get('membership').role !== 'gestionnaire') return errorPage(c, 404, { ways: [DESK] })
  return next()
})
