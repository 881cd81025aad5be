import type { Context, MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { deskPath } from '#src/agent/addresses.js'
import { closedDesksOf, deskClosedPage } from '#src/agent/closed-desk.js'
import type { AgentServices, DeskVisits, SignedIn } from '#src/agent/desk-visit.js'
import { accessWaitingPage, mustWait } from '#src/agent/members/access-due.js'
import { changeAccess } from '#src/collectivite/access/change-access.js'
import { isOfAnOperator } from '#src/collectivite/access/is-operator.js'
import { type Membership, membershipsOf } from '#src/collectivite/members.js'
import { isSiret } from '#src/collectivite/siret.js'
import { errorPage } from '#src/http/error-page.js'
import type { AppEnv } from '#src/http/factory.js'

export type DeskEnv = AppEnv & {
  Variables: {
    membership: Membership
    signedIn: SignedIn
    /** Logs that what she asked for is not hers to see, by a stable code. */
    logRefusal(errorCode: Refusal): void
  }
}
type Refusal =
  | 'GESTIONNAIRES_ONLY'
  | 'TRANSMISSION_UNKNOWN'
  | 'ATTACHMENT_UNKNOWN'
  | 'FILE_UNKNOWN'
  | 'MEMBER_UNKNOWN'

const DESK = { href: '/agent', label: 'Revenir à l’espace des agents' }

/**
 * Lets in members only; to others a collectivité answers as one that does not exist, or that is closed. Agents wait while a gestionnaire
 * has to confirm who has access.
 */
export function withMembership(services: AgentServices, visits: DeskVisits) {
  const { config, db, now, log, safe } = services
  return createMiddleware<DeskEnv>(async (c, next) => {
    const signedIn = await visits.signedIn(c)
    if (!signedIn) return c.redirect('/agent', 303)
    if (isOfAnOperator(signedIn.agent, config.dinum)) return c.redirect('/dinum', 303)
    const siret = c.req.param('siret') ?? ''
    const [membership] = await membershipsOf({ db, now }, signedIn.agent, siret)
    if (!membership) {
      // Whatever else stands there may be anything.
      log.warn('membership refused', { requestId: c.get('requestId'), ...(isSiret(siret) ? { siret } : {}) })
      if (isSiret(siret)) await traceRefusal(services, signedIn, siret)
      return noDesk(c, { db, now }, signedIn, siret)
    }
    if (mustWait(membership, now())) return accessWaitingPage(c, db, membership)
    // Asked by programs that look before they take: nothing is opened for them.
    if (c.req.method === 'HEAD') return c.body(null)
    if (!signedIn.desks?.includes(siret))
      await changeAccess(safe, siret, async (tx, note) => {
        if (await visits.enter(c, siret, tx)) await note(`agent:${membership.id}`, 'connexion')
      })
    c.set('membership', membership)
    c.set('signedIn', signedIn)
    c.set('logRefusal', (errorCode) =>
      log.warn('access refused', { requestId: c.get('requestId'), siret, errorCode }),
    )
    return next()
  })
}

/** Her own collectivité learns where else she knocked; whether there is such a one makes no difference. */
async function traceRefusal(
  { db, now, safe }: AgentServices,
  { agent }: SignedIn,
  elsewhere: string,
): Promise<void> {
  const [own] = await membershipsOf({ db, now }, agent)
  if (!own) return
  await changeAccess(safe, own.collectivite.siret, (_, note) =>
    note(`agent:${own.id}`, 'accès refusé', `collectivité:${elsewhere}`),
  )
}

async function noDesk(
  c: Context,
  services: Pick<AgentServices, 'db' | 'now'>,
  { agent }: SignedIn,
  siret: string,
) {
  const closed = await closedDesksOf(services, agent)
  const here = closed.find(({ collectivite }) => collectivite.siret === siret)
  return here ? deskClosedPage(c, here) : errorPage(c, 404, { ways: [DESK] })
}

/** Behind `withMembership`: lets in gestionnaires; to an agent of this collectivité the page is not there, and says why. */
export const onlyGestionnaire: MiddlewareHandler<DeskEnv> = createMiddleware<DeskEnv>(async (c, next) => {
  const { role, collectivite } = c.get('membership')
  if (role === 'gestionnaire') return next()
  c.get('logRefusal')('GESTIONNAIRES_ONLY')
  const ways = [{ href: deskPath(collectivite.siret), label: 'Revenir aux transmissions' }]
  return errorPage(c, 404, { reason: 'gestionnaires', ways })
})
