import type { Context } from 'hono'
import { membersPath } from '#src/agent/addresses.js'
import { deskNav } from '#src/agent/desk-nav.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import { removalPath } from '#src/agent/members/addresses.js'
import { membersPage } from '#src/agent/members/members-page.js'
import { type DeskEnv, onlyGestionnaire, withMembership } from '#src/agent/with-membership.js'
import { type ChangeOutcome, changeRole, endMembership } from '#src/collectivite/access/change-members.js'
import { confirmAccess } from '#src/collectivite/access/confirm-access.js'
import { listAccess } from '#src/collectivite/access/list-access.js'
import { errorPage } from '#src/http/error-page.js'
import { factory } from '#src/http/factory.js'
import { MemberRemoval } from '#templates/agent/member-removal.js'

const path = '/agent/collectivites/:siret/agents'

/** Who has access: everybody reads it, gestionnaires change it, anyone may leave. */
export function membersRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe, db, now } = services
  const member = withMembership(services, visits)
  return factory
    .createApp()
    .get(path, member, function list(c) {
      return membersPage(c, { db, now: now() }, c.get('membership'), { said: c.req.query('fait') ?? '' })
    })
    .post(`${path}/confirmation`, member, onlyGestionnaire, async function confirm(c) {
      const isNew = await confirmAccess(safe, c.get('membership'))
      return said(c, isNew ? 'confirmee' : 'rien')
    })
    .post(`${path}/:id/role`, member, onlyGestionnaire, async function role(c) {
      const { role } = await c.req.parseBody()
      if (role !== 'gestionnaire' && role !== 'agent') return said(c, 'rien')
      const outcome = await changeRole(safe, c.get('membership'), c.req.param('id'), role)
      return said(c, wordOf(outcome, 'role'))
    })
    .get(`${path}/:id/retrait`, member, async function askOnce(c) {
      const membership = c.get('membership')
      const { collectivite } = membership
      const leaving = await concerned(c)
      if (!leaving) {
        c.get('logRefusal')('MEMBER_UNKNOWN')
        return errorPage(c, 404, { ways: [listOf(c)] })
      }
      const isReader = leaving.id === membership.id
      const page = (
        <MemberRemoval
          nav={{ collectivite, items: deskNav(membership, 'agents') }}
          name={leaving.name ?? leaving.email}
          isReader={isReader}
          action={removalPath(collectivite.siret, leaving.id)}
          backUrl={membersPath(collectivite.siret)}
        />
      )
      const title = isReader ? 'Quitter cet espace' : 'Retirer un accès'
      return c.render(page, { title, area: 'agent', signedIn: true })
    })
    .post(`${path}/:id/retrait`, member, async function remove(c) {
      const membership = c.get('membership')
      const leaving = await concerned(c)
      if (!leaving) return said(c, 'rien')
      const outcome = await endMembership(safe, membership, leaving.id)
      const left = outcome === 'changed' && leaving.id === membership.id
      return left ? c.redirect('/agent', 303) : said(c, wordOf(outcome, 'retire'))
    })

  // Herself for anyone, everybody for gestionnaires.
  async function concerned(c: Context<DeskEnv>) {
    const { id, role, collectivite } = c.get('membership')
    if (role !== 'gestionnaire' && c.req.param('id') !== id) return null
    const { members, expected } = await listAccess(db, collectivite.siret)
    return [...members, ...expected].find((candidate) => candidate.id === c.req.param('id')) ?? null
  }
}

function wordOf(outcome: ChangeOutcome, changed: string): string {
  if (outcome === 'last-gestionnaire') return 'dernier'
  return outcome === 'changed' ? changed : 'rien'
}

/** Back to the list, with what was done. */
export function said(c: Context<DeskEnv>, word: string) {
  return c.redirect(`${membersPath(c.get('membership').collectivite.siret)}?fait=${word}`, 303)
}

function listOf(c: Context<DeskEnv>) {
  return { href: membersPath(c.get('membership').collectivite.siret), label: 'Revenir à la liste des agents' }
}
